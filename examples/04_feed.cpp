// The fourth tutorial: a feed of posts. It is written and read with PartiQL, DynamoDB's SQL. The table's
// stream shows the changes.
//
// Runs against the service at DYNACO_ENDPOINT, for example a local DynamoDB. If that is not set, it runs
// against AWS.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;

struct Post {
    std::string author{};
    int post_number = 0;
    std::string title{};
    int likes = 0;

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-feed",
        .hash_key = "author",
        .range_key = "post_number",
        .settings = {.stream = dynaco::stream_view::new_and_old_images},
    };
};

struct Headline {  // a row: any aggregate; its members are some of the columns
    int post_number = 0;
    std::string title{};
};

asio::awaitable<void> insert(dynaco::client db, int number, std::string title) {
    const auto inserted = co_await dynaco::try_execute(
        db, R"(INSERT INTO "tutorial-feed" VALUE {'author': ?, 'post_number': ?, 'title': ?, 'likes': ?})",
        "ann", number, title, 0);
    std::cout << "  post " << number << (inserted ? " was inserted\n" : " exists already\n");
}

asio::awaitable<void> like(dynaco::client db, int number, int most) {
    const auto liked = co_await dynaco::try_execute(
        db,
        R"(UPDATE "tutorial-feed" SET likes = likes + ? WHERE author = ? AND post_number = ? AND likes < ?)",
        1, "ann", number, most);
    std::cout << "  post " << number << (liked ? " has one more like\n" : " has enough likes\n");
}

asio::awaitable<void> write(dynaco::client db) {
    std::cout << "Insert posts; each number can be used only once:\n";
    co_await insert(db, 1, "Hello");
    co_await insert(db, 2, "How is the weather?");
    co_await insert(db, 3, "Good night");
    co_await insert(db, 3, "Good morning");

    std::cout << "Like a post, twice at most:\n";
    for (int i = 0; i < 3; ++i) co_await like(db, 2, 2);

    std::cout << "Delete a post:\n";
    const auto removed = co_await dynaco::try_execute(
        db, R"(DELETE FROM "tutorial-feed" WHERE author = ? AND post_number = ?)", "ann", 1);
    std::cout << (removed ? "  it was deleted\n" : "  it was not deleted\n");
}

asio::awaitable<void> read(dynaco::client db) {
    std::cout << "Select the remaining posts as rows:\n";
    auto rows = dynaco::execute<Headline>(
        db, {.consistent_read = true},
        R"(SELECT post_number, title FROM "tutorial-feed" WHERE author = ? AND post_number > ?)", "ann", 0);
    while (const auto row = co_await rows.next())
        std::cout << "  " << row->post_number << ": " << row->title << '\n';
}

void print(const dynaco::stream_record<Post>& change) {
    switch (change.event) {
        case dynaco::stream_event::insert: std::cout << "  new: " << change.new_image->title << '\n'; break;
        case dynaco::stream_event::modify:
            std::cout << "  likes of \"" << change.new_image->title << "\": " << change.old_image->likes
                      << " -> " << change.new_image->likes << '\n';
            break;
        case dynaco::stream_event::remove:
            std::cout << "  deleted: " << change.old_image->title << '\n';
            break;
        default: break;
    }
}

// Reads all records that are in the stream now, and returns the position after them.
asio::awaitable<std::string> catch_up(dynaco::client db) {
    dynaco::stream_reader<Post> changes{db, {.follow = false}};
    while (const auto change = co_await changes.next()) continue;
    co_return changes.checkpoint();  // text that can be kept in a file or in another table
}

// Continues from a checkpoint; this also works in another process. Waits for changes, which arrive after a
// moment.
asio::awaitable<void> follow(dynaco::client db, std::string checkpoint) {
    std::cout << "Read the changes from the table's stream:\n";
    dynaco::stream_reader<Post> changes{db, {.checkpoint = checkpoint}};
    while (const auto change = co_await changes.next()) {
        print(*change);
        if (change->event == dynaco::stream_event::remove) break;  // the last change of this program
    }
}

asio::awaitable<void> tutorial(dynaco::client db) {
    const dynaco::table<Post> posts{db};
    const bool created = co_await posts.create();
    std::cout << "The table " << posts.table_name() << (created ? " was created.\n" : " exists already.\n");
    const std::string checkpoint = co_await catch_up(db);
    co_await write(db);
    co_await read(db);
    co_await follow(db, checkpoint);
    if (created) co_await posts.delete_table();
}

int main() {
    try {
        asio::io_context io;
        const char* endpoint = std::getenv("DYNACO_ENDPOINT");
        dynaco::client db{io.get_executor(), {.endpoint = endpoint ? endpoint : ""}};
        std::exception_ptr failure;
        asio::co_spawn(io, tutorial(db), [&failure](std::exception_ptr e) { failure = e; });
        io.run();
        if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
