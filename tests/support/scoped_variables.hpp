#pragma once

#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// Sets environment variables, or unsets those with nullptr. The destructor restores them. No other thread
/// may read them in the meantime.
class scoped_variables {
 public:
    scoped_variables(std::initializer_list<std::pair<const char*, const char*>> wanted) {
        for (const auto& [name, value] : wanted) {
            const char* const before = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
            saved_.emplace_back(name, before ? std::optional<std::string>(before) : std::nullopt);
            put(name, value);
        }
    }
    ~scoped_variables() {
        for (auto at = saved_.rbegin(); at != saved_.rend(); ++at)
            put(at->first.c_str(), at->second ? at->second->c_str() : nullptr);
    }
    scoped_variables(const scoped_variables&) = delete;
    scoped_variables& operator=(const scoped_variables&) = delete;

 private:
    static void put(const char* name, const char* value) {
        if (value)
            ::setenv(name, value, 1);  // NOLINT(concurrency-mt-unsafe)
        else
            ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
    }

    std::vector<std::pair<std::string, std::optional<std::string>>> saved_;
};

}  // namespace dynaco::test
