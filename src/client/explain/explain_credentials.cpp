#include "client/explain/explain_credentials.hpp"

#include "client/call/ask_credentials.hpp"
#include "client/explain/explained_lines.hpp"
#include "identity/chain/default_source.hpp"

#include <dynaco/observing.hpp>

#include <algorithm>
#include <exception>
#include <iterator>
#include <ostream>
#include <utility>

namespace dynaco {

bool identity_report::ok() const noexcept { return std::ranges::none_of(lines, &identity_line::wrong); }

std::ostream& operator<<(std::ostream& out, const identity_report& report) {
    std::size_t width = 0;
    for (const identity_line& each : report.lines) width = std::max(width, each.what.size());
    for (const identity_line& each : report.lines) {
        out << each.what << std::string(width - each.what.size() + 2, ' ');
        if (each.wrong) out << "error: ";
        out << each.value;
        if (!each.source.empty()) out << " (" << each.source << ')';
        out << '\n';
    }
    return out;
}

namespace {

using identity::loaded_credentials;

// The source of the credentials, before they are loaded.
struct chosen_source {
    identity::credentials_plan plan{};
    std::shared_ptr<identity::credentials_source> source{};
};

result<chosen_source> choose(const detail::explain_request& what,
                             const result<detail::resolved_client>& configured) {
    const client_options& o = what.options;
    auto planned = identity::plan_source({.profile = o.profile, .region = o.region, .mfa = o.mfa},
                                         identity::credentials_scope::all_sources, what.machine);
    if (!planned) return planned.error();
    chosen_source chosen{.plan = std::move(planned->plan), .source = std::move(planned->source)};
    if (configured)
        chosen.source = detail::with_late_region(std::move(chosen.source), *configured, what.machine);
    return chosen;
}

// A source may call the user's code, which may throw.
boost::asio::awaitable<result<loaded_credentials>> load(
    std::shared_ptr<identity::credentials_source> source) {
    std::string thrown;
    try {
        result<loaded_credentials> loaded = co_await source->load();
        co_return loaded;
    } catch (const std::exception& e) {
        thrown = e.what();
    }
    co_return failure(errc::credentials_failed, {.detail = thrown});
}

boost::asio::awaitable<result<loaded_credentials>> ask(std::shared_ptr<const detail::explain_request> what) {
    const auto& world = what->machine.world;
    const detail::credentials_answer answer = co_await detail::ask_credentials(
        what->options.credentials, world, world->now() + what->options.deadline);
    if (!answer) co_return answer.error();
    loaded_credentials loaded;
    loaded.keys = **answer;
    loaded.origin = "client_options::credentials";
    co_return loaded;
}

void add_loaded(identity_report& report, const result<loaded_credentials>& loaded, detail::effects& world) {
    if (!loaded) {
        report.lines.push_back(detail::wrong_line("credentials", loaded.error()));
        return;
    }
    report.lines.push_back({.what = "credentials", .value = loaded->origin});
    detail::add_keys(report, loaded->keys, world.wall_clock());
}

identity::setting region_of(const detail::resolved_client& c) {
    if (c.endpoints.region) return *c.endpoints.region;
    if (!c.late_region) return {};
    return {.value = c.late_region->get(), .source = "instance metadata"};
}

void add_configuration(identity_report& report, const detail::explain_request& what,
                       const result<detail::resolved_client>& configured) {
    if (configured) return detail::add_profile(report, *configured->settings, *what.machine.files);
    const auto settings = identity::load_settings(what.machine, what.options.profile);
    if (settings) detail::add_profile(report, *settings, *what.machine.files);
    report.lines.push_back(detail::wrong_line("configuration", configured.error()));
}

}  // namespace

namespace detail {

boost::asio::awaitable<identity_report> explain(std::shared_ptr<const explain_request> what) {
    identity_report report;
    identity_report about_credentials;
    const auto configured = resolve_client(what->options, what->machine);
    add_configuration(report, *what, configured);
    result<loaded_credentials> loaded = failure();
    result<chosen_source> chosen = chosen_source();
    const bool own = what->options.credentials != nullptr;
    if (!own) chosen = choose(*what, configured);
    if (!chosen) {
        about_credentials.lines.push_back(wrong_line("credentials", chosen.error()));
    } else {
        add_plan(about_credentials, chosen->plan);
        if (own && what->how.load) {
            loaded = co_await ask(what);
        } else if (what->how.load) {
            loaded = co_await load(chosen->source);
            chosen->plan.skipped.clear();  // the report already lists them
            loaded = identity::with_plan(std::move(loaded), chosen->plan);
        }
        if (what->how.load) add_loaded(about_credentials, loaded, *what->machine.world);
    }
    if (configured)
        add_endpoints(report, *configured, region_of(*configured), loaded ? &loaded->keys : nullptr);
    std::ranges::move(about_credentials.lines, std::back_inserter(report.lines));
    co_return report;
}

}  // namespace detail

boost::asio::awaitable<identity_report> explain_credentials(const client_options& options,
                                                            explain_options how) {
    auto what = std::make_shared<detail::explain_request>();
    what->options = options;
    what->how = how;
    what->machine = identity::this_machine();
    // The certificates that a profile names are for the credentials' services, too.
    const auto configured = detail::resolve_client(options, what->machine);
    what->machine.http =
        detail::http_for_credentials(configured ? configured->options : options, what->machine.env);
    return detail::explain(std::move(what));
}

boost::asio::awaitable<identity_report> explain_credentials() {
    const client_options none;
    return explain_credentials(none);
}

}  // namespace dynaco
