#include "program/bulk/bulk_options.hpp"
#include "program/data/commands.hpp"
#include "program/data/import_job.hpp"

#include <CLI/CLI.hpp>

namespace dynaco::program {
namespace {

constexpr command_example import_examples[] = {
    {"dynaco import orders orders.csv", "writes the rows; keys get the types of the table's keys"},
    {"dynaco import orders orders.csv --types total:N --dry-run", "only checks them and prints the cost"},
    {"dynaco import orders orders.jsonl --max-write-units-per-second 500",
     "writes at most 500 units per second"},
    {"dynaco import orders orders.csv --max-rejects 10 --rejects rejected.jsonl",
     "continues after bad rows and keeps them in a file"},
    {"cat customers.jsonl | dynaco import customers -", "reads standard input"},
    {"dynaco import orders orders.csv --remove", "removes the items with the keys in the file"},
    {"dynaco import people customers.jsonl --create --key id:S", "creates the table first"},
};
constexpr command_facts import_facts{
    .name = "import",
    .group = "Data",
    .summary = "Write the records of files to a table",
    .details =
        "Files are JSON lines (plain or DynamoDB JSON), JSON arrays, CSV, TSV, Ion or\n"
        "exports to S3. They may be compressed (gzip, zstd). Formats are recognised.\n"
        "The name - is standard input.\n"
        "\n"
        "CSV columns are text, unless they are keys of the table or its indexes, or a\n"
        "type is given: in the header (price:N) or with --types. The types are S, N, B,\n"
        "BOOL, NULL, L, M, SS, NS and BS; two different types for a column are an error.\n"
        "The cells of doc:M:typed, list:L:typed and rest:typed are DynamoDB JSON.\n"
        "Headers are checked before anything is written. Cells are separated by commas;\n"
        "if a header has semicolons and no comma, by semicolons, which is then reported.\n"
        "--delimiter overrides that.\n"
        "\n"
        "A record that cannot be written is rejected: it is shown. By default the first\n"
        "one ends the import, after the records before it are written. --max-rejects\n"
        "allows more, and they are also kept as lines of JSON in a file next to the first\n"
        "file. --rejects names another file. Those of standard input, and those of an\n"
        "import with --checkpoint, are kept only in --rejects.\n"
        "\n"
        "An interrupted import can continue: its state is in a file next to the\n"
        "first file (FILE.TABLE.dynaco-import), which is removed at the end. Ctrl-C waits\n"
        "for the requests in flight and prints the command to continue. No record is\n"
        "lost; some may be written twice, which changes nothing.\n"
        "\n"
        "Status: 0 all written; 3 some were rejected; 4 too many were rejected;\n"
        "130 interrupted; 1 failed, also if a file is missing; 2 wrong arguments.",
    .examples = import_examples,
};

class import_command final : public command {
    import_choices given_{};

    [[nodiscard]] const command_facts& facts() const override { return import_facts; }

    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", given_.table, "Table, or its ARN")->required();
        parser.add_option("FILE", given_.files, "Files; - is standard input")->required();
        add_format_options(parser);
        add_reject_options(parser);
        parser
            .add_flag("--dry-run", given_.dry_run,
                      "Read and check everything, print what it would cost, and write nothing")
            ->excludes(parser.get_option("--resume"));
        CLI::Option* const remove =
            parser.add_flag("--remove", given_.remove,
                            "Remove the items whose keys are in the files; other attributes are ignored");
        parser
            .add_flag("--if-absent", given_.if_absent,
                      "Write only items that do not exist; one request for each item")
            ->excludes(remove);
        parser.add_flag("--create", given_.create, "Create the table if it does not exist (on demand)")
            ->excludes(remove);
        parser.add_option("--key", given_.key, "Key of the created table: id, or customer,date:N")
            ->type_name("KEY");
        parser
            .add_option("--max-write-units-per-second", given_.rate,
                        "Limit for the table and for each index, of all workers together: 500, 10k")
            ->type_name("UNITS");
        add_batch_size(parser, given_.batch_size);
        parser
            .add_option(
                "--worker", given_.worker,
                "Write only one part of the files: 2/4 is the second of four. JSON lines are divided; "
                "each other file is written by one worker")
            ->type_name("I/N");
    }

    void add_format_options(CLI::App& parser) {
        parser
            .add_option("--input-format", given_.format,
                        "Format: " + std::string(input_format_names) + ". Default: recognised")
            ->type_name("FORMAT");
        parser.add_option("--types", given_.types, "Types of CSV columns: price:N,tags:SS")
            ->type_name("COLUMNS");
        parser.add_option("--header", given_.header, "Columns of CSV files without a header: id:S,price:N")
            ->type_name("COLUMNS");
        parser
            .add_option(
                "--delimiter", given_.delimiter,
                "Character between CSV cells, or tab. Default: a comma; a semicolon if the header has "
                "semicolons and no comma")
            ->type_name("CHARACTER");
        parser
            .add_option(
                "--empty-cells", given_.empty_cells,
                "What an empty CSV cell means: absent, string (an empty one), or quoted (a string only if "
                "it is in quotes). Default: quoted")
            ->type_name("WHAT");
    }

    void add_reject_options(CLI::App& parser) {
        add_max_rejects(parser, given_.max_rejects, "Records", "import");
        parser
            .add_option("--rejects", given_.rejects,
                        "File for rejected records, as JSON lines. Default with --max-rejects: next to the "
                        "first file; "
                        "none for - and with --checkpoint")
            ->type_name("FILE");
        parser
            .add_option("--checkpoint", given_.checkpoint,
                        "File for the state of the import. Default: next to the first file")
            ->type_name("FILE");
        add_resume_and_restart(parser, given_.resume, given_.restart, "an import");
    }

    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override {
        given_.check();
        work_screen screen(at, "import");
        import_job job(at, given_, screen);
        const exit_status status = co_await job.run();
        co_return status;
    }
};

}  // namespace

std::unique_ptr<command> make_import() { return std::make_unique<import_command>(); }

}  // namespace dynaco::program
