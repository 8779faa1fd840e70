// The seventh tutorial: an HTTP service on several threads. It keeps the notes of authors in a table:
//
//   GET   /notes/<author>?limit=10&next=…    a page of notes; `next` of a page continues after it
//   POST  /notes/<author>                    creates a note; 409 if the author has one with this id
//   GET, PUT, DELETE  /notes/<author>/<id>   reads, writes or deletes a note
//   GET   /health, /metrics                  for load balancers; for Prometheus
//
// Without arguments it sends itself a few requests and stops. With `--port 8080` it serves the loopback
// interface until SIGTERM or SIGINT; port 0 lets the system choose a port. Uses the service at
// DYNACO_ENDPOINT, for example a local DynamoDB. If that is not set, it uses AWS.
#include <dynaco.hpp>

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using http::status;
using http::verb;
using std::chrono::steady_clock;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

constexpr std::uint32_t head_limit = 8 * 1024;
constexpr std::uint64_t body_limit = 64 * 1024;
constexpr auto idle_timeout = 60s;   // until the next request has arrived
constexpr auto write_timeout = 10s;  // for a response
constexpr auto linger_timeout = 2s;  // for the peer to close the connection after the last response

struct settings {
    int port = -1;           // -1: the tour
    int threads = 4;         // they run everything: connections, calls, timers
    int deadline_ms = 2000;  // for the DynamoDB calls of a request
    int grace_ms = 10'000;   // for the requests in flight when the service stops
    std::string table = "notes";
};

// Shared by all connections, so each member is immutable or thread-safe.
struct service {
    const settings how;
    const std::shared_ptr<dynaco::metrics> counters;
    dynaco::client db;
    std::atomic<bool> stopping = false;
};

// --- the requests ----------------------------------------------------------------------------------------

struct Note {
    std::string author{};
    std::string note_id{};
    std::string text{};

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-notes", .hash_key = "author", .range_key = "note_id"};
};

struct Page {  // as JSON: {"notes":[…],"next":"…"}
    std::vector<Note> notes{};
    std::optional<std::string> next{};  // absent in the last page
};

using request = http::request<http::string_body>;
using response = http::response<http::string_body>;

constexpr std::string_view json = "application/json";

response answer(status result, std::string body, std::string_view type = "text/plain") {
    response r(result, 11);
    if (result == status::service_unavailable) r.set(http::field::retry_after, "1");
    if (!body.empty()) r.set(http::field::content_type, type);
    r.body() = std::move(body);
    return r;
}

// What a failed call means to the peer. The details of the failure are in the log.
response explain(const dynaco::error& e) {
    using dynaco::condition;
    static constexpr std::pair<condition, status> meanings[] = {
        {condition::throttled, status::service_unavailable},
        {condition::unavailable, status::service_unavailable},
        {condition::timed_out, status::gateway_timeout},
        {condition::outcome_unknown, status::gateway_timeout},  // a write may have been applied
        {condition::conflict, status::conflict},
        {condition::not_found, status::not_found},  // the table does not exist
        {condition::invalid, status::bad_request},
    };
    std::string why = e.code().message();
    if (const std::string& more = e.diagnostics().detail; e.code() == condition::invalid && !more.empty())
        why += ": " + more;
    for (const auto& [meant, result] : meanings)
        if (e.code() == meant) return answer(result, why + '\n');
    return answer(status::internal_server_error, "the service cannot answer this request\n");
}

// Returns the text before `end` and removes it and `end` from `text`.
std::string_view cut_off(std::string_view& text, char end) {
    const std::string_view before = text.substr(0, text.find(end));
    text.remove_prefix(std::min(text.size(), before.size() + 1));
    return before;
}

std::string_view parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        std::string_view value = cut_off(query, '&');
        if (cut_off(value, '=') == name) return value;
    }
    return {};
}

int number(std::string_view text, int least, int most) {
    int value = least - 1;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value).ptr;
    if (end == text.data() + text.size() && value >= least && value <= most) return value;
    throw std::invalid_argument("not a number from " + std::to_string(least) + " to " + std::to_string(most));
}

void check_name(std::string_view text) {  // of an author or a note; it needs no escapes in a URL
    constexpr const char* allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    if (text.empty() || text.size() > 64 || text.find_first_not_of(allowed) != text.npos)
        throw std::invalid_argument("authors and ids are up to 64 letters, digits, - and _");
}

Note note_of(const request& asked, std::string_view author, std::string_view id) {
    Note note;
    try {
        dynaco::from_json(asked.body(), note);
    } catch (const dynaco::error& e) {
        throw std::invalid_argument(e.what());
    }
    note.author = author;
    if (!id.empty()) note.note_id = id;
    check_name(note.note_id);
    return note;
}

// Reads a page. The API's `next` is dynaco's resume token. It is valid only for the author it was made for.
// It contains the key of a note: encrypt it if the peer must not see keys.
asio::awaitable<response> list(dynaco::table<Note> notes, std::string_view author, std::string_view query) {
    const std::string_view limit = parameter(query, "limit");
    const auto most = static_cast<std::uint64_t>(limit.empty() ? 25 : number(limit, 1, 100));
    auto found = notes.query(author, {.limit = most, .resume_token = parameter(query, "next")});
    Page page;
    page.notes = co_await found.collect();
    if (std::string token = found.resume_token(); !token.empty()) page.next = std::move(token);
    co_return answer(status::ok, dynaco::to_json(page), json);
}

asio::awaitable<response> answer_notes(dynaco::table<Note> notes, const request& asked, std::string_view path,
                                       std::string_view query) {
    const std::string_view author = cut_off(path, '/'), id = path;
    check_name(author);
    const verb method = asked.method() == verb::head ? verb::get : asked.method();
    if (id.empty() && method == verb::get) co_return co_await list(notes, author, query);
    if (id.empty() && method == verb::post) {
        const Note note = note_of(asked, author, id);
        co_await notes.insert(note);  // condition::conflict if it exists
        co_return answer(status::created, dynaco::to_json(note), json);
    }
    if (!id.empty()) check_name(id);
    if (!id.empty() && method == verb::get) {
        const std::optional<Note> note = co_await notes.get(author, id);
        if (!note) co_return answer(status::not_found, "no such note\n");
        co_return answer(status::ok, dynaco::to_json(*note), json);
    }
    if (!id.empty() && method == verb::put) {
        const Note note = note_of(asked, author, id);
        co_await notes.save(note);
        co_return answer(status::ok, dynaco::to_json(note), json);
    }
    if (!id.empty() && method == verb::delete_) {
        co_await notes.remove(author, id);
        co_return answer(status::no_content, "");
    }
    response refused = answer(status::method_not_allowed, "");
    refused.set(http::field::allow, id.empty() ? "GET, POST" : "GET, PUT, DELETE");
    co_return refused;
}

// Throws nothing: after an exception, `respond(…) || until_left(…)` would wait until the peer leaves.
asio::awaitable<response> respond(const service& all, const request& asked) {
    std::string_view query = asked.target();
    std::string_view path = cut_off(query, '?');
    try {
        if (path == "/health") co_return answer(status::ok, "ok\n");
        if (path == "/metrics")
            co_return answer(status::ok, all.counters->to_prometheus() + to_prometheus(all.db.connections()),
                             dynaco::metrics::content_type);
        if (path.starts_with("/notes/")) {
            // One deadline for all calls of this request.
            const auto end = steady_clock::now() + std::chrono::milliseconds(all.how.deadline_ms);
            const dynaco::table<Note> notes(all.db.ending_by(end), all.how.table);
            co_return co_await answer_notes(notes, asked, path.substr(7), query);
        }
        co_return answer(status::not_found, "no such path\n");
    } catch (const dynaco::error& e) {
        co_return explain(e);
    } catch (const std::invalid_argument& e) {
        co_return answer(status::bad_request, std::string(e.what()) + '\n');
    } catch (const std::exception&) {
        co_return answer(status::internal_server_error, "the service cannot answer this request\n");
    }
}

// --- the connections -------------------------------------------------------------------------------------

// A connection is one coroutine on one strand. Several threads run the strand, but never two at the same
// time. So the connection's steps, timeouts and cancellation need no locks. Different connections run in
// parallel.
struct connection {
    explicit connection(asio::any_io_executor its_strand) : strand(std::move(its_strand)) {}

    const asio::any_io_executor strand;
    asio::cancellation_signal end{};  // emitted on the strand
    bool idle = true;                 // waits for the peer; read and written on the strand
};

asio::awaitable<void> until_left(tcp::socket& peer) {  // ends when the peer closes its connection
    char byte = 0;
    error_code left;
    while (true) {
        co_await peer.async_receive(asio::buffer(&byte, 1), tcp::socket::message_peek,
                                    asio::redirect_error(asio::use_awaitable, left));
        if (left) co_return;
        asio::steady_timer rest(peer.get_executor(), 100ms);
        co_await rest.async_wait(asio::use_awaitable);  // the next request is waiting: the peer has not left
    }
}

// Reads a request, head and body, within the idle timeout.
asio::awaitable<error_code> read(beast::tcp_stream& peer, beast::flat_buffer& buffer,
                                 http::request_parser<http::string_body>& parser, connection& self) {
    error_code failed;
    parser.header_limit(head_limit);
    parser.body_limit(body_limit);
    peer.expires_after(idle_timeout);
    self.idle = true;
    co_await http::async_read_header(peer, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
    self.idle = false;
    if (!failed && parser.get()[http::field::expect] == "100-continue") {
        const http::response<http::empty_body> go_on(status::continue_, 11);
        co_await http::async_write(peer, go_on, asio::redirect_error(asio::use_awaitable, failed));
    }
    if (!failed)
        co_await http::async_read(peer, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
    co_return failed;
}

// The response to a request that cannot be read. None if the peer has left or was silent for too long.
std::optional<response> refuse(error_code failed) {
    if (failed == http::error::body_limit)
        return answer(status::payload_too_large, "the body is too large\n");
    if (failed == http::error::header_limit)
        return answer(status::request_header_fields_too_large, "the head is too large\n");
    const bool left = failed == http::error::end_of_stream || failed == http::error::partial_message;
    if (left || failed.category() != make_error_code(http::error::bad_method).category()) return std::nullopt;
    return answer(status::bad_request, failed.message() + '\n');
}

// Closes the connection after the peer. With unread data, TCP would discard the response that was just sent.
asio::awaitable<void> close_after_peer(beast::tcp_stream& peer, connection& self) {
    error_code failed;
    std::array<char, 4096> ignored{};
    peer.socket().shutdown(tcp::socket::shutdown_send, failed);
    peer.expires_after(linger_timeout);
    self.idle = true;
    while (!failed)
        co_await peer.async_read_some(asio::buffer(ignored),
                                      asio::redirect_error(asio::use_awaitable, failed));
}

asio::awaitable<void> serve(tcp::socket socket, const service& all, std::shared_ptr<connection> self) {
    beast::tcp_stream peer(std::move(socket));
    beast::flat_buffer buffer;
    for (bool open = true; open;) {
        http::request_parser<http::string_body> parser;
        const error_code failed = co_await read(peer, buffer, parser, *self);
        const request& asked = parser.get();
        std::optional<response> r;
        if (failed) {
            r = refuse(failed);
        } else {
            // The one that ends first cancels the other: a peer that leaves cancels its DynamoDB call.
            auto first = co_await (respond(all, asked) || until_left(peer.socket()));
            if (first.index() == 0) r = std::get<0>(std::move(first));
        }
        if (!r) co_return;
        open = !failed && asked.keep_alive() && !all.stopping;
        r->version(asked.version());
        r->keep_alive(open);
        r->prepare_payload();
        if (asked.method() == verb::head) r->body().clear();
        peer.expires_after(write_timeout);
        co_await http::async_write(peer, *r, asio::use_awaitable);
    }
    co_await close_after_peer(peer, *self);
}

// --- the server ------------------------------------------------------------------------------------------

// Everything in this class runs on the strand of `run`.
class server {
 public:
    server(asio::any_io_executor strand, asio::thread_pool& threads, const service& all)
        : threads_(&threads),
          all_(&all),
          changed_(strand),
          acceptor_(strand, {asio::ip::address_v4::loopback(),
                             static_cast<std::uint16_t>(std::max(all.how.port, 0))}) {}

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    // Accepts connections until it is cancelled.
    asio::awaitable<void> accept() {
        while (true) {
            error_code failed;
            tcp::socket peer = co_await acceptor_.async_accept(
                own_strand(), asio::redirect_error(asio::use_awaitable, failed));
            if (!failed) start(std::move(peer));
            asio::steady_timer rest(acceptor_.get_executor(), failed ? 100ms : 0ms);
            if (failed) co_await rest.async_wait(asio::use_awaitable);  // for example, too many open files
        }
    }

    // Ends all connections: each after its response, the idle ones soon, all of them after the grace period.
    asio::awaitable<void> stop() {
        accept_waiting();
        const std::chrono::milliseconds grace(all_->how.grace_ms);
        const auto now = steady_clock::now();
        co_await until_empty(now + grace / 10);  // a request of an idle connection may be on its way
        end_all(false);
        co_await until_empty(now + grace);
        end_all(true);
        co_await until_empty(steady_clock::time_point::max());
    }

 private:
    asio::any_io_executor own_strand() { return asio::make_strand(*threads_); }

    void start(tcp::socket peer) {
        auto self = std::make_shared<connection>(peer.get_executor());
        open_.insert(self);
        auto ended = asio::bind_executor(acceptor_.get_executor(), [this, self](std::exception_ptr) {
            open_.erase(self);
            changed_.cancel();
        });
        asio::co_spawn(self->strand, serve(std::move(peer), *all_, self),
                       asio::bind_cancellation_slot(self->end.slot(), std::move(ended)));
    }
    void accept_waiting() {  // they are connected already: closing the acceptor would reset them
        acceptor_.non_blocking(true);
        for (error_code failed; !failed;) {
            tcp::socket peer(own_strand());
            if (!acceptor_.accept(peer, failed)) start(std::move(peer));
        }
        acceptor_.close();
    }
    void end_all(bool also_busy) {
        for (const auto& each : open_)
            asio::post(each->strand, [each, also_busy] {
                if (each->idle || also_busy) each->end.emit(asio::cancellation_type::terminal);
            });
    }
    asio::awaitable<void> until_empty(steady_clock::time_point end) {
        while (!open_.empty() && steady_clock::now() < end) {
            error_code changed;
            changed_.expires_at(end);
            co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, changed));
        }
    }

    asio::thread_pool* threads_;
    const service* all_;
    std::set<std::shared_ptr<connection>> open_{};
    asio::steady_timer changed_;  // its wait is cancelled when a connection ends
    tcp::acceptor acceptor_;
};

// --- the tour --------------------------------------------------------------------------------------------

void print(std::string_view text) {
    std::cout << text.substr(0, 72) << (text.size() > 72 ? "…\n" : text.ends_with('\n') ? "" : "\n");
}

asio::awaitable<std::string> ask(beast::tcp_stream& to, verb method, std::string target, std::string body) {
    print(std::string(to_string(method)) + ' ' + target + (body.empty() ? "" : ' ' + body));
    request asked(method, target, 11, std::move(body));
    asked.set(http::field::host, "localhost");
    asked.prepare_payload();
    beast::flat_buffer buffer;
    response got;
    co_await http::async_write(to, asked, asio::use_awaitable);
    co_await http::async_read(to, buffer, got, asio::use_awaitable);
    if (target != "/metrics")
        print("  " + std::to_string(got.result_int()) + (got.body().empty() ? "" : ' ' + got.body()));
    co_return got.body();
}

asio::awaitable<void> tour(std::uint16_t port) {
    beast::tcp_stream to(co_await asio::this_coro::executor);
    const tcp::endpoint loopback(asio::ip::address_v4::loopback(), port);
    co_await to.async_connect(loopback, asio::use_awaitable);
    co_await ask(to, verb::put, "/notes/ann/1", R"({"text":"Buy bread"})");
    co_await ask(to, verb::post, "/notes/ann", R"({"note_id":"2","text":"Water the plants"})");
    co_await ask(to, verb::post, "/notes/ann", R"({"note_id":"2","text":"Call Bob"})");
    co_await ask(to, verb::put, "/notes/ann/3", R"({"text":"Call Bob"})");
    co_await ask(to, verb::put, "/notes/ann/4", "Call Bob");
    const std::string page = co_await ask(to, verb::get, "/notes/ann?limit=2", "");
    const std::string next = "?next=" + dynaco::from_json<Page>(page).next.value_or("");
    co_await ask(to, verb::get, "/notes/ann" + next, "");
    co_await ask(to, verb::get, "/notes/bob" + next, "");
    co_await ask(to, verb::delete_, "/notes/ann/1", "");
    co_await ask(to, verb::get, "/notes/ann/1", "");
    const std::string metrics = co_await ask(to, verb::get, "/metrics", "");
    for (std::string_view left = metrics; !left.empty();)
        if (const auto line = cut_off(left, '\n'); line.starts_with("dynaco_calls_total{operation=\"PutItem"))
            std::cout << "  " << line << '\n';
}

// --- the program -----------------------------------------------------------------------------------------

asio::awaitable<void> run(asio::thread_pool& threads, service& all) {
    const asio::any_io_executor strand = co_await asio::this_coro::executor;
    const dynaco::table<Note> notes(all.db, all.how.table);
    const bool created = co_await notes.create();
    asio::signal_set signals(strand, SIGINT, SIGTERM);
    server web(strand, threads, all);
    std::exception_ptr failed;
    if (all.how.port >= 0) {
        std::cout << "listening on port " << web.port() << std::endl;
        co_await (web.accept() || signals.async_wait(asio::use_awaitable));
    } else {
        auto toured = asio::co_spawn(strand, tour(web.port()), asio::as_tuple(asio::use_awaitable));
        const auto ended = co_await (web.accept() || std::move(toured));
        failed = std::get<0>(std::get<1>(ended));
    }
    signals.clear();  // a second signal ends the program at once
    all.stopping = true;
    co_await web.stop();
    if (created && all.how.port < 0) co_await notes.delete_table();
    co_await all.db.shutdown(1s);  // last, when nobody makes calls any more
    if (failed) std::rethrow_exception(failed);
}

settings read_arguments(int count, char** arguments) {
    settings how;
    for (int i = 1; i < count; i += 2) {
        const std::string name = arguments[i], value = i + 1 < count ? arguments[i + 1] : "";
        if (name == "--port")
            how.port = number(value, 0, 65'535);
        else if (name == "--threads")
            how.threads = number(value, 1, 1'000);
        else if (name == "--deadline-ms")
            how.deadline_ms = number(value, 1, 60'000);
        else if (name == "--grace-ms")
            how.grace_ms = number(value, 0, 600'000);
        else if (name == "--table")
            how.table = value;
        else
            throw std::invalid_argument("unknown argument: " + name);
    }
    if (how.port < 0) how.table = "tutorial-notes";  // the tour deletes it
    return how;
}

int main(int count, char** arguments) {
    try {
        const settings how = read_arguments(count, arguments);
        const char* const endpoint = std::getenv("DYNACO_ENDPOINT");
        const auto counters = std::make_shared<dynaco::metrics>();
        const auto log = how.port < 0 ? nullptr : std::make_shared<dynaco::debug_log>();
        asio::thread_pool threads(static_cast<std::size_t>(how.threads));
        const dynaco::client db(threads.get_executor(), {.endpoint = endpoint ? endpoint : "",
                                                         .max_waiting_calls = 1000,
                                                         .observer = dynaco::observers({counters, log})});
        service all{.how = how, .counters = counters, .db = db};
        auto end = asio::co_spawn(asio::make_strand(threads), run(threads, all), asio::use_future);
        threads.join();  // all threads have ended before `all` is destroyed
        end.get();
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
