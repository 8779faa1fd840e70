#pragma once

#include "support/fault_server/tls/certificates.hpp"

namespace dynaco::test {

enum class tls_protocol { any, only_1_1, only_1_2, only_1_3 };

/// What the server does with a client's ClientHello.
enum class tls_handshake {
    proper,
    garbage,  ///< answers with bytes that are no TLS record, then FIN
    close,    ///< FIN instead of a ServerHello
    stall,    ///< never answers
};

/// How the fault server speaks TLS; the defaults are a server without fault.
struct tls_options {
    certificate_kind certificate = certificate_kind::valid;
    tls_protocol protocol = tls_protocol::any;
    tls_handshake handshake = tls_handshake::proper;
};

}  // namespace dynaco::test
