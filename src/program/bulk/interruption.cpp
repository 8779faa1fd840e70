#include "program/bulk/interruption.hpp"

namespace dynaco::program {

interruption::interruption(session& at) : at_(at) { last_words("dynaco: ended at once"); }

interruption::~interruption() { at_.on_interrupt({}, "dynaco: ended at once"); }

void interruption::last_words(std::string line) {
    at_.on_interrupt([this] { interrupt(); }, std::move(line));
}

bool interruption::is_pending() {
    at_.io().poll();
    return happened_;
}

void interruption::interrupt() {
    happened_ = true;
    if (end_)
        end_();
    else
        stop_.emit(boost::asio::cancellation_type::terminal);
}

}  // namespace dynaco::program
