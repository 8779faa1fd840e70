// The code of docs/guide/alternator.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

namespace asio = boost::asio;

namespace alternator {

dynaco::client make(asio::any_io_executor executor) {
    return dynaco::client(executor, {.alternator = {.nodes = {"http://10.0.0.1:8000", "http://10.0.0.2:8000"},
                                                    .datacenter = "dc1"}});
}

}  // namespace alternator
