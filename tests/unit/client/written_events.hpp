#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/observing.hpp>

#include <chrono>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

namespace dynaco::test {

/// Writes a line for each event; leaves out values that are zero.
class written_events final : public observer {
 public:
    void call_begun(const observed_call& call) override {
        ids.emplace_back(call.invocation_id);
        lines.push_back("begun: " + std::string(call.operation) + ' ' + std::string(call.table) +
                        (call.writes ? ", writes" : ""));
    }
    void attempt_ended(const attempt_event& e) override {
        request_bytes.push_back(e.request_bytes);
        std::ostringstream line;
        line << "attempt " << e.attempt << ": " << outcome(e.why);
        put(line, e.http_status, e.service_code, e.request_id);
        if (e.connection == connection_use::opened) line << ", opened";
        if (e.connection == connection_use::reused) line << ", reused";
        if (e.stale_replaced > 0) line << ", stale " << e.stale_replaced;
        if (e.reply_bytes > 0) line << ", reply of " << e.reply_bytes;
        put(line, "credentials", e.times.credentials);
        put(line, "lease", e.times.lease);
        put(line, "resolve", e.times.resolve);
        put(line, "connect", e.times.connect);
        put(line, "handshake", e.times.handshake);
        put(line, "head", e.times.to_head);
        put(line, "exchange", e.times.exchange);
        lines.push_back(line.str());
    }
    void retry_decided(const retry_event& e) override {
        lines.push_back("retry after " + std::to_string(e.attempt) + ": " + outcome(&e.why) + ", in " +
                        std::to_string(e.pause.count()) + " ms");
    }
    void call_ended(const call_event& e) override {
        std::ostringstream line;
        line << "ended: " << outcome(e.why);
        put(line, e.http_status, {}, e.request_id);
        line << ", attempts " << e.attempts;
        put(line, "backoff", e.times.backoff);
        put(line, "in all", e.duration);
        for (const consumed_capacity& each : e.capacity)
            line << ", " << each.table_name << " read " << each.read_capacity_units << " write "
                 << each.write_capacity_units;
        lines.push_back(line.str());
    }
    [[nodiscard]] bool wants_capacity() const override { return capacity; }

    /// Returns all lines so far and removes them.
    std::string text() {
        std::string all;
        for (const std::string& each : lines) all += each + '\n';
        lines.clear();
        return all;
    }

    std::vector<std::string> lines{};
    std::vector<std::string> ids{};
    std::vector<std::uint64_t> request_bytes{};
    bool capacity = false;

 private:
    static std::string outcome(const failure* why) {
        return why ? std::string(name_of(why->cause())) : "success";
    }
    static void put(std::ostream& line, int status, std::string_view code, std::string_view request_id) {
        if (status != 0) line << ' ' << status;
        if (!code.empty()) line << ' ' << code;
        if (!request_id.empty()) line << ' ' << request_id;
    }
    static void put(std::ostream& line, const char* what, std::chrono::microseconds time) {
        if (time.count() != 0)
            line << ", " << what << ' ' << static_cast<double>(time.count()) / 1000 << " ms";
    }
};

}  // namespace dynaco::test
