#include "program/bulk/bulk_options.hpp"
#include "program/data/commands.hpp"
#include "program/data/convert_job.hpp"

#include <CLI/CLI.hpp>

namespace dynaco::program {
namespace {

constexpr command_example convert_examples[] = {
    {"dynaco convert orders.jsonl orders.csv.gz", "makes compressed CSV with types from JSON lines"},
    {"dynaco convert orders.csv orders2.jsonl --types total:N", "makes DynamoDB JSON from CSV"},
    {"cat customers.jsonl | dynaco convert - - --output-format plain", "makes plain JSON"},
};
constexpr command_facts convert_facts{
    .name = "convert",
    .group = "Data",
    .summary = "Convert a file of items to another format, without DynamoDB",
    .details =
        "Reads what `dynaco import` reads, and writes what `dynaco export` writes. Only\n"
        "plain JSON and CSV with --untyped-header lose something, and a warning says\n"
        "what. CSV has one column for each attribute, in the order in which they appear.\n"
        "\n"
        "A record that DynamoDB would not store in any table is rejected: it is shown, and\n"
        "kept in --rejects. By default the first one ends the conversion; see\n"
        "--max-rejects.",
    .examples = convert_examples,
};

class convert_command final : public command {
    convert_choices given_{};

    [[nodiscard]] const command_facts& facts() const override { return convert_facts; }

    void add_options(CLI::App& parser) override {
        parser.add_option("IN", given_.in, "File to read; - is standard input")->required();
        parser.add_option("OUT", given_.out, "File to write, or a folder for s3; - is standard output")
            ->required();
        parser
            .add_option("--input-format", given_.input_format,
                        "Format: " + std::string(input_format_names) + ". Default: recognised")
            ->type_name("FORMAT");
        parser
            .add_option("--output-format", given_.output_format,
                        "Format: " + std::string(output_format_file_names) + ". Default: by the file's name")
            ->type_name("FORMAT");
        parser
            .add_option("--types", given_.types,
                        "Types of columns of the CSV file that is read: price:N,tags:SS")
            ->type_name("COLUMNS");
        parser.add_option("--header", given_.header, "Columns of a CSV file without a header: id:S,price:N")
            ->type_name("COLUMNS");
        parser
            .add_option(
                "--delimiter", given_.delimiter,
                "Character between CSV cells, or tab. Default: a comma; for reading a semicolon if the "
                "header has semicolons and no comma")
            ->type_name("CHARACTER");
        parser
            .add_option("--columns", given_.columns,
                        "CSV: the columns to write, id:S,total:N; others are left out")
            ->type_name("COLUMNS");
        parser.add_flag("--untyped-header", given_.untyped_header, "CSV: write names without types");
        add_max_rejects(parser, given_.max_rejects, "Records", "conversion");
        parser.add_flag("--overwrite", given_.overwrite, "Replace a file that exists");
        parser.add_option("--rejects", given_.rejects, "File for rejected records, as JSON lines")
            ->type_name("FILE");
    }

    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override {
        work_screen screen(at, "convert");
        co_return convert_file(at, screen, given_);
    }
};

}  // namespace

std::unique_ptr<command> make_convert() { return std::make_unique<convert_command>(); }

}  // namespace dynaco::program
