#include "program/bulk/earlier_runs.hpp"

namespace dynaco::program {
namespace {

double amount_of(const resume_file& state, std::string_view name) {
    const value* const found = state.facts.find(name);
    const number* const amount = found ? found->get_if<number>() : nullptr;
    return amount ? amount->to_double() : 0;
}

}  // namespace

earlier_work earlier_runs(const resume_file& state) {
    return {.items = state.number_of("items"),
            .read = state.number_of("items_read"),
            .rejected = state.number_of("rejected"),
            .requests = state.number_of("requests"),
            .throttled = state.number_of("throttled"),
            .units = amount_of(state, "units")};
}

void keep_runs(resume_file& state, const earlier_work& done) {
    state.facts.insert_or_assign("items", done.items);
    state.facts.insert_or_assign("items_read", done.read);
    state.facts.insert_or_assign("rejected", done.rejected);
    state.facts.insert_or_assign("requests", done.requests);
    state.facts.insert_or_assign("throttled", done.throttled);
    state.facts.insert_or_assign("units", number(done.units));
}

}  // namespace dynaco::program
