#include "program/help/answer_shell.hpp"

#include "program/help/completion.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <string_view>

namespace dynaco::program {
namespace {

awaitable<std::vector<std::string>> tables_of(client db) {
    std::vector<std::string> found;
    std::string last;
    do {
        const list_tables request{.exclusive_start_table_name = last};
        list_tables::response page = co_await db.execute(request);
        last = page.last_evaluated_table_name;
        for (std::string& each : page.table_names) found.push_back(std::move(each));
    } while (!last.empty());
    co_return found;
}

awaitable<std::vector<std::string>> indexes_of(client db, std::string table) {
    const describe_table request{.table_name = table};
    const table_description described = co_await db.execute(request);
    std::vector<std::string> found;
    for (const index_description& each : described.indexes) found.push_back(each.name);
    co_return found;
}

std::vector<std::string> look_up(const completion& what, const connection_options& where) {
    boost::asio::io_context io(1);
    client_options options;
    options.profile = where.profile;
    options.region = where.region;
    options.endpoint = where.endpoint;
    options.deadline = std::chrono::seconds(2);
    client db(io.get_executor(), options);
    std::vector<std::string> found;
    boost::asio::co_spawn(io, what.wanted == named::tables ? tables_of(db) : indexes_of(db, what.table),
                          [&](std::exception_ptr failed, std::vector<std::string> names) {
                              if (!failed) found = std::move(names);
                              io.stop();
                          });
    io.run();
    return found;
}

}  // namespace

std::string answer_shell(const command_tree& tree, std::span<const std::string> words,
                         const connection_options& where) {
    const completion result = complete(tree, words);
    std::string out;
    for (const candidate& each : result.candidates)
        out += each.word + (each.text.empty() ? "" : '\t' + each.text) + '\n';
    const bool asks =
        result.wanted == named::tables || (result.wanted == named::indexes && !result.table.empty());
    if (!asks) return out;
    try {
        for (const std::string& each : look_up(result, where))
            if (each.starts_with(result.prefix)) out += result.option + each + '\n';
    } catch (const std::exception&) {
        // For example, no region is configured: a shell cannot show the reason.
    }
    return out;
}

}  // namespace dynaco::program
