// Imports that are killed with SIGKILL and started again neither lose nor duplicate rows.
#include "load/bulk_service.hpp"
#include "load/kill/worker_process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace dynaco::test::import_killed_test {
namespace {

using end = worker_process::end;

constexpr int rows = 5000;
constexpr int one_is_broken = 500;  // rows, of which the last one is broken

std::string row(int number) {
    return R"({"id":{"S":")" + std::to_string(number) + R"("},"number":{"N":")" + std::to_string(number * 7) +
           "\"}}";
}

bool is_broken(int number) { return number % one_is_broken == one_is_broken - 1; }

// A file of rows, and the path of the worker's state.
class import_case {
 public:
    import_case() {
        std::ofstream file(folder_.path("rows.jsonl"));
        for (int i = 0; i < rows; ++i) {
            if (is_broken(i))
                file << "broken " << i << '\n';
            else
                file << row(i) << '\n';
        }
    }

    [[nodiscard]] worker_process::settings worker(const bulk_service& service, std::size_t worker = 0,
                                                  std::size_t workers = 1) const {
        return {.what = "import",
                .endpoint = service.url(),
                .file = folder_.path("rows.jsonl"),
                .state = folder_.path("state" + std::to_string(worker)),
                .worker = worker,
                .workers = workers};
    }
    [[nodiscard]] std::vector<std::string> rejected(std::size_t workers = 1) const {
        std::vector<std::string> all;
        for (std::size_t i = 0; i < workers; ++i) {
            std::ifstream file(folder_.path("state" + std::to_string(i) + ".rejected"));
            for (std::string line; std::getline(file, line);) all.push_back(line);
        }
        std::ranges::sort(all);
        return all;
    }
    // Expects each row once: in the table, or among the rejected ones.
    void expect_all(const bulk_service& service, const std::vector<int>& refused = {},
                    std::size_t workers = 1) const {
        std::vector<std::string> bad;
        int wrong = 0;
        for (int i = 0; i < rows; ++i) {
            const bool is_refused = std::ranges::find(refused, i) != refused.end();
            if (is_broken(i)) bad.push_back("broken " + std::to_string(i));
            if (is_refused) bad.push_back(row(i));
            const std::string stored = service.item(std::to_string(i));
            const std::string wanted =
                is_broken(i) || is_refused ? "" : R"({"PutRequest":{"Item":)" + row(i) + "}}";
            if (stored != wanted) ++wrong;
        }
        EXPECT_EQ(wrong, 0) << "rows";
        EXPECT_EQ(service.size(), static_cast<std::size_t>(rows) - bad.size());
        std::ranges::sort(bad);
        EXPECT_EQ(rejected(workers), bad);
        std::uint64_t accepted = 0;
        std::uint64_t written = 0;
        for (std::size_t i = 0; i < workers; ++i) {
            std::uint64_t some_accepted = 0;
            std::uint64_t some_written = 0;
            std::ifstream(folder_.path("state" + std::to_string(i) + ".report")) >> some_accepted >>
                some_written;
            accepted += some_accepted;
            written += some_written;
        }
        EXPECT_EQ(accepted, static_cast<std::uint64_t>(rows));
        EXPECT_EQ(written, rows - bad.size());
    }

 private:
    kill_folder folder_;
};

TEST(ImportKilled, TenTimesAtRandomRequests) {
    killer aimed;
    bulk_service service([&](std::size_t, const std::vector<bulk_service::write>&) {
        aimed.request();
        return bulk_service::answer{};
    });
    const import_case files;
    std::mt19937 random(20);
    for (int i = 0; i < 10; ++i) {
        // All together are fewer than the requests of the file, so that each one is killed.
        aimed.aim(files.worker(service), 1 + random() % (rows / 25 / 10 - 2));
        ASSERT_EQ(aimed.wait(), end::killed) << i;
    }
    ASSERT_EQ(worker_process(files.worker(service)).wait(), end::done);
    files.expect_all(service);
}

// The moments do not depend on requests: also between them, while the file is read and state is written.
TEST(ImportKilled, TenTimesAtRandomMoments) {
    killer aimed;
    bulk_service service([&](std::size_t, const std::vector<bulk_service::write>&) {
        aimed.request();
        // All runs together take more than the time until the last kill.
        std::this_thread::sleep_for(std::chrono::milliseconds(3));
        return bulk_service::answer{};
    });
    const import_case files;
    std::mt19937 random(22);
    for (int i = 0; i < 10; ++i) {
        aimed.aim(files.worker(service), 1, std::chrono::microseconds(1 + random() % 40'000));
        ASSERT_EQ(aimed.wait(), end::killed) << i;
    }
    ASSERT_EQ(worker_process(files.worker(service)).wait(), end::done);
    files.expect_all(service);
}

// Between the rejected records and the checkpoint that counts them, around the checkpoint, and around the
// rename of its file.
TEST(ImportKilled, AtEachStepOfACheckpoint) {
    for (const char* const point :
         {"rejected 1", "rejected 5", "before-checkpoint 1", "before-checkpoint 2", "after-checkpoint 1",
          "after-checkpoint 2", "before-rename 1", "before-rename 2", "after-rename 1", "after-rename 2"}) {
        SCOPED_TRACE(point);
        bulk_service service;
        const import_case files;
        auto first = files.worker(service);
        first.kill_point = point;
        ASSERT_EQ(worker_process(first).wait(), end::killed);
        ASSERT_EQ(worker_process(files.worker(service)).wait(), end::done);
        files.expect_all(service);
    }
}

// The service refuses whole requests because of one row. The process is killed while the halves are sent.
TEST(ImportKilled, WithinABisection) {
    for (const int refusal : {1, 2, 3, 4}) {
        SCOPED_TRACE(refusal);
        killer aimed;
        bulk_service service([&](std::size_t, const std::vector<bulk_service::write>& writes) {
            for (const auto& each : writes)
                if (each.id == "1234") {
                    aimed.request();
                    return bulk_service::answer{.applies = false,
                                                .instead = validation_error("not this one")};
                }
            return bulk_service::answer{};
        });
        const import_case files;
        aimed.aim(files.worker(service), static_cast<std::size_t>(refusal));
        ASSERT_EQ(aimed.wait(), end::killed);
        ASSERT_EQ(worker_process(files.worker(service)).wait(), end::done);
        files.expect_all(service, {1234});
    }
}

TEST(ImportKilled, OneOfThreeWorkersOnAFile) {
    constexpr std::size_t workers = 3;
    killer aimed;
    bulk_service service([&](std::size_t, const std::vector<bulk_service::write>& writes) {
        // The second worker reads the second third of the file.
        const int id = std::stoi(writes.front().id);
        constexpr int third = rows / static_cast<int>(workers);
        if (id > third && id < 2 * third) aimed.request();
        return bulk_service::answer{};
    });
    const import_case files;
    aimed.aim(files.worker(service, 1, workers), 30);
    worker_process first(files.worker(service, 0, workers));
    worker_process third(files.worker(service, 2, workers));
    ASSERT_EQ(aimed.wait(), end::killed);
    ASSERT_EQ(worker_process(files.worker(service, 1, workers)).wait(), end::done);
    ASSERT_EQ(first.wait(), end::done);
    ASSERT_EQ(third.wait(), end::done);
    files.expect_all(service, {}, workers);
}

}  // namespace
}  // namespace dynaco::test::import_killed_test
