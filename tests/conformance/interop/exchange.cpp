// dynaco's side of the comparison with boto3: executes the lines of standard input, 64 at a time, and prints
// a line for each. An empty line ends a round of both sides. random_comparison.py is the other side.
//
// usage: exchange <endpoint>
#include "description.hpp"
#include "expression.hpp"
#include "wide.hpp"

#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace interop {
namespace {

using dynaco::awaitable;
using dynaco::client;
using dynaco::item;

std::string line_of(const rapidjson::StringBuffer& text) { return {text.GetString(), text.GetSize()}; }

template <class T>
std::string answer(std::string_view name, const T& content) {
    rapidjson::StringBuffer text;
    json_writer out(text);
    out.StartObject();
    write_name(out, name);
    describe(out, content);
    out.EndObject();
    return line_of(text);
}

struct key {
    std::string id{};
    std::int64_t rank = 0;

    explicit key(const json& from) {
        build(from["id"], id);
        build(from["rank"], rank);
    }
};
dynaco::table<wide> typed(const client& db, const json& task, const char* name = "table") {
    return {db, task[name].GetString()};
}
dynaco::table<item> untyped(const client& db, const json& task) {
    return {db, task["table"].GetString(), "id", "rank"};
}

awaitable<std::string> save(client db, const json& task) {
    wide object;
    build(task["object"], object);
    co_await typed(db, task).save(object);
    co_return answer("saved", true);
}

/// Describes the object that was read, and writes it to another table.
awaitable<std::string> copy(client db, const json& task) {
    const key from(task);
    const std::optional<wide> found = co_await typed(db, task).get(from.id, from.rank);
    const wide object = found.value();
    co_await typed(db, task, "copies").save(object);
    co_return answer("object", object);
}

template <class Verdict>
std::string answer_of(const Verdict& verdict) {
    return verdict ? answer("done", true) : answer("existing", verdict.existing().value_or(item{}));
}
awaitable<std::string> update(client db, const json& task) {
    const key at(task);
    const auto changes = updates_from(task["actions"]);
    if (task["when"].IsNull()) {
        co_await untyped(db, task).update(at.id, at.rank, changes);
        co_return answer("done", true);
    }
    const auto wanted = condition_from(task["when"]);
    const auto verdict = co_await untyped(db, task).try_update(at.id, at.rank, changes, dynaco::when(wanted));
    co_return answer_of(verdict);
}
awaitable<std::string> put(client db, const json& task) {
    item object;
    build(task["item"], object);
    const auto wanted = condition_from(task["when"]);
    const auto verdict = co_await untyped(db, task).try_save(object, dynaco::when(wanted));
    co_return answer_of(verdict);
}
awaitable<std::string> remove(client db, const json& task) {
    const key at(task);
    const auto wanted = condition_from(task["when"]);
    const auto verdict = co_await untyped(db, task).try_remove(at.id, at.rank, dynaco::when(wanted));
    co_return answer_of(verdict);
}

awaitable<std::string> query(client db, const json& task) {
    const auto table = untyped(db, task);
    const std::string id(text_of(task["id"]));
    const dynaco::query_options options{.forward = task["forward"].GetBool()};
    const auto wanted =
        dynaco::filter(task["filter"].IsNull() ? condition{} : condition_from(task["filter"]));
    std::vector<attribute> paths;
    for (const json& each : task["project"].GetArray()) paths.push_back(path_of(each));
    auto found = paths.empty()
                     ? table.query(id, wanted, options)
                     : table.query(id, wanted, dynaco::detail::expression::path_projection(paths), options);
    const std::vector<item> items = co_await found.collect();
    co_return answer("items", items);
}

awaitable<std::string> done(client db, const json& task) {
    const std::string_view name = text_of(task["do"]);
    if (name == "save") return save(db, task);
    if (name == "copy") return copy(db, task);
    if (name == "update") return update(db, task);
    if (name == "put") return put(db, task);
    if (name == "remove") return remove(db, task);
    if (name == "query") return query(db, task);
    throw std::runtime_error("the driver asked for '" + std::string(name) + "'");
}

/// The code of a service's refusal; the text of a refusal by dynaco itself.
awaitable<std::string> answered(client db, const json& task) {
    try {
        co_return co_await done(db, task);
    } catch (const dynaco::error& e) {
        const std::string code = e.diagnostics().service_code;
        co_return code.empty() ? answer("failed", std::string(e.what())) : answer("refused", code);
    } catch (const std::exception& e) {
        co_return answer("failed", std::string(e.what()));
    }
}

struct round_of_tasks {
    std::vector<rapidjson::Document> tasks{};
    std::vector<std::string> answers{};
    std::size_t next = 0;
};
awaitable<void> work(client db, round_of_tasks& round) {
    while (round.next < round.tasks.size()) {
        const std::size_t mine = round.next++;
        round.answers[mine] = co_await answered(db, round.tasks[mine]);
    }
}

/// @returns false at the end of the input.
bool read(round_of_tasks& round) {
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line.empty()) return true;
        round.tasks.emplace_back().Parse(line.data(), line.size());
        if (round.tasks.back().HasParseError()) throw std::runtime_error("no JSON: " + line);
    }
    return false;
}

void serve(const std::string& endpoint) {
    boost::asio::io_context io;
    dynaco::client_options options;
    options.endpoint = endpoint;
    options.credentials = dynaco::static_credentials("local", "local");
    const client db(io.get_executor(), options);
    for (;;) {
        round_of_tasks round;
        if (!read(round)) return;
        round.answers.resize(round.tasks.size());
        for (int i = 0; i < 64; ++i) boost::asio::co_spawn(io, work(db, round), boost::asio::detached);
        io.restart();
        io.run();
        for (const std::string& each : round.answers) std::cout << each << '\n';
        std::cout << std::endl;
    }
}

}  // namespace
}  // namespace interop

int main(int argc, char** argv) {
    if (argc != 2) return std::cerr << "usage: exchange <endpoint>\n", 2;
    try {
        interop::serve(argv[1]);
    } catch (const std::exception& e) {
        return std::cerr << e.what() << '\n', 1;
    }
}
