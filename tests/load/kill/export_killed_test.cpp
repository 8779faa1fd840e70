// Exports that are killed with SIGKILL and started again neither lose nor duplicate items.
#include "load/kill/worker_process.hpp"
#include "load/scan_service.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace dynaco::test::export_killed_test {
namespace {

using end = worker_process::end;

constexpr int exported_items = 3000;
constexpr std::size_t items_of_a_page = 10;

class export_case {
 public:
    [[nodiscard]] worker_process::settings worker(const scan_service& service, std::size_t worker = 0,
                                                  std::size_t workers = 1) const {
        return {.what = "export",
                .endpoint = service.url(),
                .file = file(worker),
                .state = folder_.path("state" + std::to_string(worker)),
                .worker = worker,
                .workers = workers};
    }
    // Expects each item of the table once in the files.
    void expect_all(std::size_t workers = 1) const {
        std::vector<std::string> items;
        for (std::size_t i = 0; i < workers; ++i) {
            std::ifstream lines(file(i));
            for (std::string line; std::getline(lines, line);) items.push_back(line);
        }
        std::vector<std::string> wanted;
        for (int i = 0; i < exported_items; ++i) wanted.push_back(scan_service::item(i));
        std::ranges::sort(items);
        std::ranges::sort(wanted);
        EXPECT_EQ(items.size(), wanted.size());
        EXPECT_TRUE(items == wanted);
    }

 private:
    [[nodiscard]] std::string file(std::size_t worker) const {
        return folder_.path("items" + std::to_string(worker) + ".jsonl");
    }
    kill_folder folder_;
};

TEST(ExportKilled, TenTimesAtRandomRequests) {
    killer aimed;
    scan_service service(exported_items, items_of_a_page,
                         [&](std::size_t, const scan_service::scan&) -> std::optional<reply> {
                             aimed.request();
                             return std::nullopt;
                         });
    const export_case files;
    std::mt19937 random(21);
    for (int i = 0; i < 10; ++i) {
        aimed.aim(files.worker(service), 1 + random() % (exported_items / items_of_a_page / 10 - 2));
        ASSERT_EQ(aimed.wait(), end::killed) << i;
    }
    ASSERT_EQ(worker_process(files.worker(service)).wait(), end::done);
    files.expect_all();
}

TEST(ExportKilled, TenTimesAtRandomMoments) {
    killer aimed;
    scan_service service(exported_items, items_of_a_page,
                         [&](std::size_t, const scan_service::scan&) -> std::optional<reply> {
                             aimed.request();
                             std::this_thread::sleep_for(std::chrono::milliseconds(2));
                             return std::nullopt;
                         });
    const export_case files;
    std::mt19937 random(23);
    for (int i = 0; i < 10; ++i) {
        aimed.aim(files.worker(service), 1, std::chrono::microseconds(1 + random() % 40'000));
        ASSERT_EQ(aimed.wait(), end::killed) << i;
    }
    ASSERT_EQ(worker_process(files.worker(service)).wait(), end::done);
    files.expect_all();
}

// The last rename is that of the file with the items.
TEST(ExportKilled, AtEachStepOfACheckpoint) {
    for (const char* const point : {"before-checkpoint 1", "before-checkpoint 7", "after-checkpoint 7",
                                    "before-rename 1", "before-rename 7", "after-rename 7"}) {
        SCOPED_TRACE(point);
        scan_service service(exported_items, items_of_a_page);
        const export_case files;
        auto first = files.worker(service);
        first.kill_point = point;
        ASSERT_EQ(worker_process(first).wait(), end::killed);
        ASSERT_EQ(worker_process(files.worker(service)).wait(), end::done);
        files.expect_all();
    }
}

TEST(ExportKilled, OneOfThreeWorkersOnATable) {
    constexpr std::size_t workers = 3;
    killer aimed;
    scan_service service(exported_items, items_of_a_page,
                         [&](std::size_t, const scan_service::scan& request) -> std::optional<reply> {
                             if (request.segment % workers == 1) aimed.request();
                             return std::nullopt;
                         });
    const export_case files;
    aimed.aim(files.worker(service, 1, workers), 40);
    worker_process first(files.worker(service, 0, workers));
    worker_process third(files.worker(service, 2, workers));
    ASSERT_EQ(aimed.wait(), end::killed);
    ASSERT_EQ(worker_process(files.worker(service, 1, workers)).wait(), end::done);
    ASSERT_EQ(first.wait(), end::done);
    ASSERT_EQ(third.wait(), end::done);
    files.expect_all(workers);
}

}  // namespace
}  // namespace dynaco::test::export_killed_test
