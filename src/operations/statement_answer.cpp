#include <dynaco/operations/statement_answer.hpp>

namespace dynaco {

void statement_answer::fail(const failure& why) const {
    diagnostics about = why.diagnostics();
    about.table = table_name_;
    throw error(why.cause(), std::move(about));
}

}  // namespace dynaco
