#include <dynaco/operations/statement_answer.hpp>

namespace dynaco {

void statement_answer::fail(const failure& why) const {
    diagnostics about = why.diagnostics();
    about.table = table_name_;
    throw error(why.cause(), std::move(about));
}

cancellation_reason statement_answer::as_reason() const {
    if (*this) return {};
    const diagnostics& about = why_.diagnostics();
    return {
        .code = about.service_code, .cause = why_.cause(), .message = about.service_message, .item = item_};
}

}  // namespace dynaco
