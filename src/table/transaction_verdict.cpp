#include <dynaco/table/transaction_verdict.hpp>

namespace dynaco {

const cancellation_reason& transaction_reason::details() const noexcept {
    static const cancellation_reason none;
    const auto& reasons = canceled_.diagnostics().cancellation_reasons;
    return statement_ < reasons.size() ? reasons[statement_] : none;
}

std::vector<transaction_reason> transaction_verdict::reasons() const {
    std::vector<transaction_reason> all;
    for (std::size_t i = 0; canceled_ && i < statements_; ++i)
        if (transaction_reason each(*canceled_, i); each) all.push_back(std::move(each));
    return all;
}

void transaction_verdict::or_throw() const {
    if (canceled_) throw error(*canceled_);
}

transaction_reason transaction_verdict::reason_at(std::size_t statement) const {
    if (statement >= statements_)
        throw error(errc::invalid_argument, {.detail = "the statement is of another transaction"});
    return {canceled_.value_or(failure()), statement};
}

}  // namespace dynaco
