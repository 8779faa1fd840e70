#include "program/bulk/bulk_options.hpp"
#include "program/data/commands.hpp"
#include "program/data/export_job.hpp"

#include <CLI/CLI.hpp>

namespace dynaco::program {
namespace {

constexpr command_example export_examples[] = {
    {"dynaco export orders orders.jsonl.zst", "writes all items, as compressed DynamoDB JSON"},
    {"dynaco export orders all-orders.csv", "writes CSV that `dynaco import` reads without a loss"},
    {"dynaco export orders - --output-format plain | head -n 3", "shows the first items as plain JSON"},
    {"dynaco export orders open.jsonl --where 'status = \"open\"' --attributes 'customer, total'",
     "writes some attributes of some items"},
    {"dynaco export orders all-orders.jsonl --max-read-units-per-second 100",
     "reads at most 100 units per second"},
    {"dynaco export orders backup --output-format s3", "writes a folder that DynamoDB can import from S3"},
};
constexpr command_facts export_facts{
    .name = "export",
    .group = "Data",
    .summary = "Write the items of a table or index to a file",
    .details =
        "Reads the table by a parallel scan. Without a file, items are written to\n"
        "standard output. The format follows the name of the file (.csv, .tsv, otherwise\n"
        "JSON lines; with .gz or .zst compressed), or --output-format:\n"
        "\n"
        "  jsonl   DynamoDB JSON, one item a line. Nothing is lost.\n"
        "  plain   plain JSON, one item a line. Sets become lists, bytes become text.\n"
        "  csv     with types in the header (total:N). Nothing is lost.\n"
        "  tsv     as csv, with tabs.\n"
        "  s3      a folder like that of an export to S3, compressed with gzip.\n"
        "\n"
        "CSV has one column for each attribute of any item. So all items are read\n"
        "before the file is written; --columns avoids that, and leaves out other\n"
        "attributes.\n"
        "\n"
        "The file gets its final name when it is complete; until then it is FILE.part.\n"
        "An existing file is replaced only with --overwrite. A pipe or a device is\n"
        "written directly. Ctrl-C keeps what was read and prints the command to\n"
        "continue.\n"
        "\n"
        "A filter does not reduce what the scan costs.",
    .examples = export_examples,
};

class export_command final : public command {
    export_choices given_{};

    [[nodiscard]] const command_facts& facts() const override { return export_facts; }

    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", given_.table, "Table, or its ARN")->required();
        parser.add_option("FILE", given_.file, "File, or a folder for s3. Default: -, standard output");
        parser
            .add_option("--output-format", given_.format,
                        "Format: " + std::string(output_format_file_names) + ". Default: by the file's name")
            ->type_name("FORMAT");
        parser.add_option("--index", given_.index, "Index to read instead of the table")->type_name("INDEX");
        parser
            .add_option("--where", given_.filter, "Write only items that meet this condition: 'total > 100'")
            ->type_name("CONDITION");
        parser.add_option("--attributes", given_.attributes, "Only these attributes: 'id, address.city'")
            ->type_name("LIST");
        parser.add_flag("--consistent", given_.consistent, "Strongly consistent; costs twice as much");
        parser
            .add_option("--columns", given_.columns,
                        "CSV: the columns with their types, id:S,total:N; others are left out")
            ->type_name("COLUMNS");
        parser.add_option("--delimiter", given_.delimiter, "CSV: character between cells, or tab")
            ->type_name("CHARACTER");
        parser.add_flag("--untyped-header", given_.untyped_header,
                        "CSV: names without types in the header; an import then needs --types");
        parser
            .add_option("--max-read-units-per-second", given_.rate,
                        "Limit, of all workers together: 500, 10k")
            ->type_name("UNITS");
        parser
            .add_option("--segments", given_.segments,
                        "Parts in which the table is read. Default: 64 for each worker")
            ->type_name("N")
            ->check(CLI::Range(1, 1'000'000));
        parser
            .add_option("--worker", given_.worker,
                        "Read only one part of the table: 2/4 is the second of four parts")
            ->type_name("I/N");
        parser
            .add_option("--checkpoint", given_.checkpoint,
                        "File for the state of the export. Default: FILE.dynaco-export")
            ->type_name("FILE");
        add_resume_and_restart(parser, given_.resume, given_.restart, "an export");
        parser.add_flag("--overwrite", given_.overwrite, "Replace a file that exists");
        parser.add_flag("--dry-run", given_.dry_run, "Check everything and print the cost; write nothing")
            ->excludes(parser.get_option("--resume"));
    }

    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override {
        given_.check();
        work_screen screen(at, "export");
        export_job job(at, given_, screen);
        const table_description* const found = co_await at.describe(given_.table);
        const table_description table = *found;
        const exit_status status = co_await job.run(table);
        co_return status;
    }
};

}  // namespace

std::unique_ptr<command> make_export() { return std::make_unique<export_command>(); }

}  // namespace dynaco::program
