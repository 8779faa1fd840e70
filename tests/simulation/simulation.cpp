#include "simulation/simulation.hpp"

#include "simulation/virtual_world.hpp"
#include "simulation/watch/quota_of.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>

namespace dynaco::simulation {

template struct private_member<&detail::call_loop::quota_>;

namespace {

std::shared_ptr<detail::call_loop> make_loop(run_context& shared, const schedule& plan, chance draws,
                                             std::shared_ptr<transport::transport> connections,
                                             std::shared_ptr<credentials_provider> keys) {
    identity::endpoint where{.origin = {.host = "dynamodb.eu-west-1.amazonaws.com"},
                             .signing_region = "eu-west-1"};
    detail::call_loop_parts parts{.connections = std::move(connections),
                                  .credentials = std::move(keys),
                                  .world = std::make_shared<virtual_world>(shared, plan, draws),
                                  .endpoint = std::move(where)};
    return std::make_shared<detail::call_loop>(std::move(parts), plan.options);
}

encoded_request request_of(const call_plan& plan) {
    constexpr std::array names = {"GetItem", "PutItem", "PutItem", "TransactWriteItems"};
    encoded_request r;
    r.info = {.name = names[static_cast<std::size_t>(plan.what)], .writes = plan.writes()};
    r.info.idempotent = plan.what == kind::transaction;
    r.table = "accounts";
    r.body = plan.body();
    return r;
}

}  // namespace

simulation::simulation(const schedule& plan, bool detailed)
    : plan_(plan),
      draws_(plan.seed ^ 0x5bd1e995ULL),
      log_(time_, detailed),
      service_(time_, log_, plan_, draws_.branch()),
      clock_(plan_.sky, time_),
      shared_{time_, log_, service_, calls_},
      transport_(std::make_shared<simulated_transport>(shared_, plan_, draws_.branch())),
      keys_(std::make_shared<rotating_keys>(shared_, plan_, draws_.branch())),
      loop_(make_loop(shared_, plan_, draws_.branch(), transport_, keys_)),
      client_(std::make_unique<client>(loop_)) {}

// Pending events may own parts of the client. After a broken promise, calls may still run.
simulation::~simulation() {
    time_.clear();
    for (const auto& each : calls_)
        if (!each->watch.over()) each->signal.emit(boost::asio::cancellation_type::terminal);
    io_.restart();
    io_.poll();
}

void simulation::run() {
    for (const call_plan& each : plan_.calls) expect(each);
    if (plan_.closed_after) time_.after(*plan_.closed_after, [this] { client_->close(); });
    run_out();
    if (!log_.violations.empty()) return;  // later checks would only report consequences
    for (const auto& each : calls_) each->watch.finishes(service_.applied(each->plan.number));
    transport_->check_rest();
    if (log_.violations.empty()) probe();
    client_.reset();
    settle();
    if (shared_.open_connections != 0) log_.broken(shared_.open_connections, " connections were not closed");
}

caller& simulation::add(const call_plan& p) {
    return calls_.add(std::make_unique<caller>(io_, p, plan_.options, time_, quota_, clock_, log_));
}

void simulation::expect(const call_plan& p) {
    caller& c = add(p);
    time_.after(p.start, [this, &c] { begin(c); });
    if (p.cancelled_after) time_.after(p.start + *p.cancelled_after, [this, &c] { cancel(c); });
}

void simulation::begin(caller& c) {
    c.watch.begins();
    boost::asio::co_spawn(
        c.executor, client_->with(c.plan.options).call(request_of(c.plan)),
        boost::asio::bind_cancellation_slot(
            c.signal.slot(), [this, &c](const std::exception_ptr& thrown, const result<reply>& outcome) {
                if (thrown) log_.broken("call ", c.plan.number, " throws");
                c.watch.ends(outcome, service_.applied(c.plan.number));
            }));
}

void simulation::cancel(caller& c) {
    if (!c.watch.begun() || c.watch.over()) return;
    c.watch.cancels();
    c.signal.emit(boost::asio::cancellation_type::terminal);
}

void simulation::settle() {
    constexpr int endless = 100'000;
    int steps = 0;
    for (io_.restart(); io_.poll_one() > 0;) {
        if (++steps == endless) {
            log_.broken("handlers run without end while no time passes");
            return;
        }
        for (const auto& each : calls_)
            if (each->watch.begun() && each->plan.cancelled_at_step == each->steps++) cancel(*each);
    }
    for (const auto& each : calls_)
        if (each->watch.canceled() && !each->watch.over())
            log_.broken("call ", each->plan.number, " does not end immediately when it is cancelled");
    transport_->check_line();
    check_quota();
}

void simulation::run_out() {
    do settle();
    while (log_.violations.empty() && time_.advance());
}

void simulation::check_quota() {
    const int really = quota_of(*loop_).available();
    if (really != quota_.tokens()) log_.broken("the retry quota is ", really, " and not ", quota_.tokens());
}

// A call that must succeed: without faults, the client works again after everything that happened.
void simulation::probe() {
    service_.heal();
    transport_->heal();
    keys_->heal();
    caller& c = add({.number = static_cast<int>(plan_.calls.size()),
                     .what = kind::read,
                     .key = "probe",
                     .options = {.deadline = std::chrono::minutes(1)}});
    log_.note("the probe");
    begin(c);
    run_out();
    if (!c.watch.over()) log_.broken("the probe never ends");
    if (c.watch.succeeded() == plan_.closed_after.has_value())
        log_.broken("the probe ", c.watch.succeeded() ? "succeeds after close()" : "fails");
}

}  // namespace dynaco::simulation
