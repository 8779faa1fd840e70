#include "stress/soak/faults.hpp"

#include "support/fault_server/reply/reply_bytes.hpp"
#include "support/fault_server/request_id.hpp"

namespace dynaco::test {
namespace {

constexpr std::size_t inside_the_head = 40;

std::size_t inside_the_body(const reply& good) { return reply_bytes(good.parts(), request_id(1)).size() - 1; }

}  // namespace

reply random_faults::answer(const received_request& request) {
    if (!chance_(generator_)) return service_.answer(request);
    const std::size_t kind = std::uniform_int_distribution<std::size_t>(0, kinds.size() - 1)(generator_);
    ++struck_[kind];
    return spoil(kind, request);
}

reply random_faults::spoil(std::size_t kind, const received_request& request) {
    switch (kind) {
        case 0: return reply::reset_after_reading();
        case 4: return reply::stall();
        case 8: return reply::raw("garbage\r\n\r\n");
        case 10: return service_unavailable_html();
        case 11: return throttled();
        default: break;
    }
    const reply good = service_.answer(request);
    switch (kind) {
        case 1: return good.reset_after(0);
        case 2: return good.cut_after(inside_the_head);
        case 3: return good.cut_after(inside_the_body(good));
        case 5: return good.stall_after(inside_the_body(good));
        case 6: return good.trickle(20, std::chrono::milliseconds(2));
        case 7: return good.crc(crc_header::wrong);
        case 9: return internal_error();
        case 12: return good.connection_close();
        default: return good.close_after_reply();
    }
}

}  // namespace dynaco::test
