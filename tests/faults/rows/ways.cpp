#include "faults/fault_row.hpp"

namespace dynaco::test {

fault_part broken_ways() {
    using enum place;
    using enum connection_is;
    return {"Reaching the service",
            {
                {.name = "the host name cannot be resolved",
                 .where = unresolvable,
                 .again = repeated::soon,
                 .connection = none,
                 .read_told = errc::resolve_failed,
                 .write_told = errc::resolve_failed},
                {.name = "the port refuses connections",
                 .where = refusing,
                 .again = repeated::soon,
                 .connection = none,
                 .read_told = errc::connect_failed,
                 .write_told = errc::connect_failed},
                {.name = "the TCP handshake is not answered",
                 .where = unconnectable,
                 .waits = true,
                 .again = repeated::soon,
                 .connection = none,
                 .read_told = errc::connect_timed_out,
                 .write_told = errc::connect_timed_out},
                {.name = "connected, but the server does not read or respond",
                 .where = deaf,
                 .waits = true,
                 .again = repeated::soon,
                 .connection = none,
                 .read_told = errc::attempt_timed_out,
                 .write_told = errc::outcome_unknown},
                {.name = "closed immediately after connecting",
                 .spoil = [](const reply&) { return reply::close_on_accept(); },
                 .again = repeated::soon,
                 .connection = closed,
                 .read_told = errc::connection_lost,
                 .write_told = errc::outcome_unknown},
                {.name = "reset immediately after connecting",
                 .spoil = [](const reply&) { return reply::reset_on_accept(); },
                 .again = repeated::soon,
                 .connection = closed,
                 .read_told = errc::connection_lost,
                 .write_told = errc::outcome_unknown,
                 .or_told = errc::connect_failed},
            }};
}

fault_part broken_handshakes() {
    using enum place;
    using enum connection_is;
    const auto certificate = [](std::string_view name, certificate_kind kind) {
        return fault_row{.name = name,
                         .where = tls_server,
                         .tls = {.certificate = kind},
                         .connection = closed,
                         .read_told = errc::certificate_rejected,
                         .write_told = errc::certificate_rejected};
    };
    const auto handshake = [](std::string_view name, tls_options how) {
        return fault_row{.name = name,
                         .where = tls_server,
                         .tls = how,
                         .again = repeated::soon,
                         .connection = closed,
                         .read_told = errc::tls_failed,
                         .write_told = errc::tls_failed};
    };
    fault_row stalled = handshake("the TLS handshake stalls", {.handshake = tls_handshake::stall});
    stalled.waits = true;
    stalled.read_told = stalled.write_told = errc::connect_timed_out;
    fault_row no_tls = handshake("the server does not use TLS", {});
    no_tls.where = tls_plain_server;
    no_tls.spoil = [](const reply&) { return reply::before_reading("HTTP/1.1 400 Bad Request\r\n\r\n"); };
    return {"TLS",
            {
                certificate("the certificate has expired", certificate_kind::expired),
                certificate("the certificate is for another host", certificate_kind::wrong_host),
                certificate("the certificate's issuer is unknown", certificate_kind::self_signed),
                handshake("the server supports only TLS 1.1", {.protocol = tls_protocol::only_1_1}),
                handshake("the server sends garbage instead of a ServerHello",
                          {.handshake = tls_handshake::garbage}),
                handshake("closed during the TLS handshake", {.handshake = tls_handshake::close}),
                stalled,
                no_tls,
            }};
}

}  // namespace dynaco::test
