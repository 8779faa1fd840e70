#include <dynaco/table/transaction_verdict.hpp>

namespace dynaco {

const cancellation_reason& transaction_reason::details() const noexcept {
    static const cancellation_reason none;
    const auto& reasons = canceled_.diagnostics().cancellation_reasons;
    return statement_ < reasons.size() ? reasons[statement_] : none;
}

void transaction_reason::read_existing(attributes_sink sink) const {
    json::reader in(details().item);
    if (sink.read(in)) return;
    const failure why = in.why();
    diagnostics about = canceled_.diagnostics();
    about.attribute_path = why.diagnostics().attribute_path;
    about.detail = "the existing item of statement " + std::to_string(statement_ + 1);
    if (!details().statement.empty()) about.detail += " (" + details().statement + ")";
    if (!why.diagnostics().detail.empty()) about.detail += ": " + why.diagnostics().detail;
    about.service_code.clear();
    about.service_message.clear();
    about.cancellation_reasons.clear();
    throw error(why.cause(), std::move(about));
}

std::vector<transaction_reason> transaction_verdict::reasons() const {
    std::vector<transaction_reason> all;
    for (std::size_t i = 0; canceled_ && i < statements_; ++i)
        if (transaction_reason each(*canceled_, i); each) all.push_back(std::move(each));
    return all;
}

transaction_reason transaction_verdict::reason_at(std::size_t statement) const {
    if (statement >= statements_)
        throw error(errc::invalid_argument, {.detail = "the statement is of another transaction"});
    return {canceled_.value_or(failure()), statement};
}

}  // namespace dynaco
