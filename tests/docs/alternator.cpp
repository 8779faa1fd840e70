// The code of docs/guide/alternator.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <dynaco/client/node_options.hpp>

namespace alternator {

dynaco::node_options cluster() {
    return {.nodes = {"http://10.0.0.1:8000", "http://10.0.0.2:8000"}, .datacenter = "dc1"};
}

}  // namespace alternator
