#include "identity/source/process.hpp"

#include "identity/machine/machine.hpp"
#include "identity/source/failure.hpp"
#include "identity/text/json.hpp"
#include "identity/text/redaction.hpp"

#include <dynaco/credentials.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace dynaco::identity {
namespace {

constexpr const char* process_name = "credential process";

// A shell repeats the command in its error messages.
std::string without(std::string_view command, std::string text) {
    constexpr std::string_view placeholder = "***";
    for (auto at = text.find(command); at != text.npos; at = text.find(command, at + placeholder.size()))
        text.replace(at, command.size(), placeholder);
    return text;
}

failure ended_badly(const process_output& left, std::string_view command) {
    std::string why = "the program ended with status " + std::to_string(left.exit_status);
    const std::string said = redacted(without(command, left.errors));
    if (!said.empty()) why += ": " + said;
    if (left.exit_status == 126) why += "; the shell cannot run it: check its permissions";
    if (left.exit_status == 127) why += "; the shell did not find it: write its full path";
    return failed_at(process_name, why);
}

result<loaded_credentials> read_output(const process_output& left, const process_options& options) {
    if (left.exit_status != 0) return ended_badly(left, options.command);
    auto keys = parse_provider_json(left.output, {.session_token = "SessionToken", .versioned = true});
    if (!keys)
        return failed_at(process_name,
                         keys.error().diagnostics().detail +
                             R"(; the program must print {"Version": 1, "AccessKeyId": "...", )"
                             R"("SecretAccessKey": "..."} and, for temporary keys, "SessionToken" and )"
                             R"("Expiration")");
    if (keys->account_id.empty()) keys->account_id = options.account_id;
    return loaded_credentials{.keys = std::move(*keys), .origin = process_name};
}

class process final : public credentials_source {
 public:
    process(process_options options, machine machine)
        : options_(std::move(options)), machine_(std::move(machine)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        if (options_.command.find_first_not_of(" \t\r\n") == std::string::npos)
            co_return failure(errc::invalid_configuration,
                              {.detail = "the command of the credential process is empty"});
        const result<process_output> left =
            co_await machine_.processes->run(options_.command, options_.timeout);
        if (!left) co_return failure_at(process_name, left.error());
        co_return read_output(*left, options_);
    }

 private:
    const process_options options_;
    const machine machine_;
};

}  // namespace

std::shared_ptr<credentials_source> process_source(process_options options, machine machine) {
    return std::make_shared<process>(std::move(options), std::move(machine));
}

}  // namespace dynaco::identity

namespace dynaco {

std::shared_ptr<credentials_provider> process_credentials(const process_options& options) {
    const identity::machine machine = identity::this_machine();
    return identity::refreshing(identity::process_source(options, machine), machine.world);
}

}  // namespace dynaco
