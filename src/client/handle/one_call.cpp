#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/errors.hpp>

#include <boost/asio/error.hpp>

namespace dynaco::detail {

void rethrow_canceled(const boost::system::system_error& thrown, std::string operation, std::string table,
                      std::string endpoint) {
    if (thrown.code() != boost::asio::error::operation_aborted) throw;
    throw error(
        errc::canceled,
        {.operation = std::move(operation), .table = std::move(table), .endpoint = std::move(endpoint)});
}

}  // namespace dynaco::detail
