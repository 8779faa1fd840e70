#pragma once

#include "support/fault_server/tls/certificates.hpp"

namespace dynaco::test {

enum class tls_protocol { any, only_1_1, only_1_2, only_1_3 };

/// What the server does with a client's ClientHello.
enum class tls_handshake {
    proper,
    garbage,  ///< sends bytes that are not a TLS record, then FIN
    close,    ///< FIN instead of a ServerHello
    stall,    ///< sends nothing
};

/// How the fault server uses TLS. With the defaults it has no fault.
struct tls_options {
    certificate_kind certificate = certificate_kind::valid;
    tls_protocol protocol = tls_protocol::any;
    tls_handshake handshake = tls_handshake::proper;
};

}  // namespace dynaco::test
