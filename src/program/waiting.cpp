#include "program/waiting.hpp"

#include "program/cancellation.hpp"
#include "program/show/amounts.hpp"
#include "program/show/text_width.hpp"

#include <dynaco/json.hpp>

#include <exception>
#include <utility>

namespace dynaco::program {
namespace {

// A line that is shown for a shorter time than this would only flicker.
constexpr std::chrono::milliseconds first_line_after{300};

}  // namespace

wait_line::wait_line(session& at, std::string_view command, std::string subject)
    : at_(at),
      quiet_(at.options().quiet),
      error_(at.terminal().error),
      command_(command),
      subject_(std::move(subject)),
      begin_(std::chrono::steady_clock::now()),
      line_(at.errors(), error_) {
    at_.before_messages([this] { clear(); });
}

wait_line::~wait_line() { at_.before_messages({}); }

std::chrono::milliseconds wait_line::elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin_);
}

void wait_line::show(std::string_view state, std::string_view more) {
    const auto now = std::chrono::steady_clock::now();
    const auto passed = elapsed();
    if (quiet_ || passed < first_line_after || !line_.due(now)) return;
    if (!error_.rewritable) {
        if (passed < std::chrono::seconds(1)) return;
        const item event{{"command", command_},
                         {"event", "progress"},
                         {"subject", subject_},
                         {"state", state},
                         {"elapsed_s", static_cast<double>(passed.count()) / 1000}};
        line_.show(to_json(event), now);
        return;
    }
    std::string text = subject_ + "  ";
    (text += state) += "  ";
    if (!more.empty()) (text += more) += "  ";
    text += duration_text(passed);
    line_.show(cut_to_width(visible_text(text), error_.width), now);
}

awaitable<bool> uninterrupted(awaitable<void> work) {
    try {
        co_await std::move(work);
        co_return true;
    } catch (const boost::system::system_error& why) {
        if (!is_cancellation(why)) throw;
    }
    co_return false;
}

}  // namespace dynaco::program
