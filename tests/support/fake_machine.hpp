#pragma once

#include "identity/machine/machine.hpp"
#include "support/fake_effects.hpp"
#include "support/scripted_http.hpp"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// Files in memory. Not thread-safe.
class fake_files final : public identity::file_access {
 public:
    result<std::optional<secret>> read(const std::string& path) override {
        reads.push_back(path);
        if (unreadable) return failure(errc::invalid_configuration, {.detail = path + ": permission denied"});
        const auto at = texts.find(path);
        if (at == texts.end()) return std::optional<secret>();
        return std::optional<secret>(at->second);
    }
    result<void> replace(const std::string& path, std::string_view text) override {
        if (read_only)
            return failure(errc::invalid_configuration, {.detail = path + ": read-only file system"});
        texts[path] = text;
        ++replaced;
        return {};
    }

    std::map<std::string, std::string> texts{};
    std::vector<std::string> reads{};  ///< Paths in the order in which they were read.
    int replaced = 0;
    bool read_only = false;
    bool unreadable = false;
};

/// Replaces programs: records the commands and returns `outcome`.
class fake_processes final : public identity::process_runner {
 public:
    boost::asio::awaitable<result<identity::process_output>> run(std::string command,
                                                                 std::chrono::milliseconds /*t*/) override {
        commands.push_back(std::move(command));
        co_return outcome;
    }

    result<identity::process_output> outcome = identity::process_output{};
    std::vector<std::string> commands{};
};

/// A machine that the test sets up. The home folder is /home.
struct fake_machine {
    std::map<std::string, std::string> variables{{"HOME", "/home"}};
    std::shared_ptr<fake_files> files = std::make_shared<fake_files>();
    std::shared_ptr<fake_processes> processes = std::make_shared<fake_processes>();
    std::shared_ptr<fake_effects> world = std::make_shared<fake_effects>();
    std::shared_ptr<scripted_http> http = std::make_shared<scripted_http>();

    /// Returns a machine with a copy of the current variables.
    [[nodiscard]] identity::machine get() const {
        return {.env = [all = variables](std::string_view name) -> std::string {
                    const auto at = all.find(std::string(name));
                    return at == all.end() ? std::string() : at->second;
                },
                .files = files,
                .processes = processes,
                .world = world,
                .http = http};
    }
    void config(std::string text) { files->texts["/home/.aws/config"] = std::move(text); }
};

}  // namespace dynaco::test
