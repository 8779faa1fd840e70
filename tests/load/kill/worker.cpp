// Imports a file into a table, or exports a table to a file, with checkpoints, as a program of a user would.
// The tests kill it and start it again.
//
// usage: load-worker import|export ENDPOINT FILE STATE WORKER WORKERS
//
// STATE is the beginning of the names of its files: .checkpoint, .rejected, .report
#include "load/kill/kill_point.hpp"
#include "support/local_table.hpp"

#include <dynaco/load/export.hpp>
#include <dynaco/load/loader.hpp>
#include <dynaco/load/sinks.hpp>

#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

namespace dynaco::test {
namespace {

struct task {
    std::string what{};
    std::string endpoint{};
    std::string file{};
    std::string state{};
    std::uint32_t worker = 0;
    std::uint32_t workers = 1;
};

// A checkpoint, and how many bytes of another file belong to it.
struct kept_state {
    std::uint64_t bytes = 0;
    std::string checkpoint{};

    explicit kept_state(const std::string& path) {
        const std::string text = read_checkpoint(path);
        if (text.empty()) return;
        bytes = std::stoull(text);
        checkpoint = text.substr(text.find('\n') + 1);
    }
    static void keep(const std::string& path, std::uint64_t bytes, std::string_view checkpoint) {
        this_kill_point().pass("before-checkpoint");
        write_checkpoint(path, std::to_string(bytes) + '\n' + std::string(checkpoint));
        this_kill_point().pass("after-checkpoint");
    }
};

// The rejected records. Records after the checkpoint are cut off, because they are written again.
class rejects_file {
 public:
    rejects_file(const std::string& path, std::uint64_t keep)
        : number_(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666)), size_(keep) {
        if (number_ < 0 || ::ftruncate(number_, static_cast<off_t>(keep)) != 0)
            throw std::runtime_error("cannot open " + path);
        ::lseek(number_, 0, SEEK_END);
    }
    ~rejects_file() { ::close(number_); }
    rejects_file(const rejects_file&) = delete;
    rejects_file& operator=(const rejects_file&) = delete;
    void add(const std::string& text) {
        const std::string line = text + '\n';
        if (::write(number_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
            ::fsync(number_) != 0)
            throw std::runtime_error("cannot write the rejected records");
        size_ += line.size();
    }
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

 private:
    int number_;
    std::uint64_t size_;
};

awaitable<void> import_file(client db, task what) {
    const std::string path = what.state + ".checkpoint";
    const kept_state kept(path);
    rejects_file rejects(what.state + ".rejected", kept.bytes);
    load_options options{
        .max_memory = 30'000,
        .max_requests_in_flight = 4,
        .max_rejected = 1000,
        .rejected =
            [&](const rejected_record& each) {
                rejects.add(each.text);
                this_kill_point().pass("rejected");
            },
        .progress_interval = std::chrono::milliseconds(1),
        .checkpoint = [&](std::string_view latest) { kept_state::keep(path, rejects.size(), latest); },
        .resume = kept.checkpoint};
    loader load{db, "things", std::move(options)};
    co_await load.put_files(what.file, {.worker = what.worker, .workers = what.workers});
    const load_report done = co_await load.finish();
    if (done.stopped) throw error(*done.stopped);
    std::ofstream(what.state + ".report") << done.accepted << ' ' << done.written << ' ' << done.rejected;
}

awaitable<void> export_table(client db, task what) {
    if (std::filesystem::exists(what.file)) co_return;
    const std::string path = what.state + ".checkpoint";
    const kept_state kept(path);
    table_export rows{db,
                      "things",
                      {.max_requests_in_flight = 4,
                       .segments = 12,
                       .worker = what.worker,
                       .workers = what.workers,
                       .checkpoint = kept.checkpoint}};
    item_sink out = write_items(what.file, {.resume = kept.bytes});
    int pages = 0;
    const auto keep = [&] {
        const std::uint64_t bytes = out.sync();
        kept_state::keep(path, bytes, rows.checkpoint());
    };
    while (const auto page = co_await rows.next_page()) {
        for (const std::string_view item : page->items()) out.write(item);
        rows.acknowledge(page->position());
        if (++pages % 3 == 0) keep();
    }
    keep();
    out.finish();
}

void work(const task& what) {
    boost::asio::io_context io;
    client db = local_client(io, what.endpoint);
    run(io, what.what == "import" ? import_file(db, what) : export_table(db, what),
        std::chrono::seconds(120));
}

}  // namespace
}  // namespace dynaco::test

int main(int argc, char** argv) {
    if (argc != 7) return 2;
    try {
        dynaco::test::work({argv[1], argv[2], argv[3], argv[4],
                            static_cast<std::uint32_t>(std::stoul(argv[5])),
                            static_cast<std::uint32_t>(std::stoul(argv[6]))});
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
