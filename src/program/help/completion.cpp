#include "program/help/completion.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <string_view>

namespace dynaco::program {
namespace {

// The facts that follow from the words before the last one.
struct situation {
    const CLI::App* command;
    std::vector<option_facts> options;
    std::vector<std::string> positionals{};
    std::optional<option_facts> awaits_value{};
};

const option_facts* find_option(const std::vector<option_facts>& options, std::string_view name) {
    const auto found = std::ranges::find_if(options, [name](const option_facts& each) {
        return !each.positional && std::ranges::count(each.names, name) > 0;
    });
    return found == options.end() ? nullptr : &*found;
}

void enter(situation& at, const CLI::App& command) {
    at.command = &command;
    std::vector<option_facts> own = options_of(command);
    own.insert(own.end(), at.options.begin(), at.options.end());
    at.options = std::move(own);
}

void read_word(situation& at, const std::string& word) {
    if (at.awaits_value) {
        at.awaits_value.reset();
        return;
    }
    if (word.starts_with('-') && word.size() > 1) {
        if (const option_facts* option = find_option(at.options, word); option && !option->value.empty())
            at.awaits_value = *option;
        return;
    }
    const auto subcommands =
        at.command->get_subcommands([&](const CLI::App* each) { return each->check_name(word); });
    if (at.positionals.empty() && !subcommands.empty())
        enter(at, *subcommands.front());
    else
        at.positionals.push_back(word);
}

void offer(completion& to, const std::string& word, const std::string& text) {
    if (word.starts_with(to.prefix)) to.candidates.push_back({to.option + word, text});
}

void offer_value(completion& to, const situation& at, const option_facts& option) {
    for (const std::string& each : option.choices) offer(to, each, "");
    to.wanted = option.named_things();
    if (to.wanted == named::indexes && !at.positionals.empty()) to.table = at.positionals.front();
}

const option_facts* next_positional(const situation& at) {
    std::size_t left = at.positionals.size();
    for (const option_facts& each : at.options) {
        if (!each.positional) continue;
        if (left == 0 || each.repeated) return &each;
        --left;
    }
    return nullptr;
}

// "--format=js": the rest of the word is the option's value. False: it is another word.
bool complete_attached_value(completion& to, const situation& at) {
    const std::size_t equals = to.prefix.find('=');
    if (!to.prefix.starts_with("--") || equals == std::string::npos) return false;
    const option_facts* const option = find_option(at.options, to.prefix.substr(0, equals));
    to.option = to.prefix.substr(0, equals + 1);
    to.prefix.erase(0, equals + 1);
    if (option && !option->value.empty()) offer_value(to, at, *option);
    return true;
}

}  // namespace

completion complete(const command_tree& tree, std::span<const std::string> words) {
    completion result;
    if (words.empty()) return result;
    result.prefix = words.back();
    situation at{.command = tree.root, .options = options_of(*tree.root)};
    for (const std::string& each : words.first(words.size() - 1)) read_word(at, each);
    if (at.awaits_value) {
        offer_value(result, at, *at.awaits_value);
    } else if (complete_attached_value(result, at)) {
        return result;
    } else if (result.prefix.starts_with('-')) {
        for (const option_facts& each : at.options)
            if (!each.positional) offer(result, each.names.back(), each.text);
    } else {
        if (at.positionals.empty())
            for (const CLI::App* each : at.command->get_subcommands([](const CLI::App*) { return true; }))
                if (!each->get_group().empty()) offer(result, each->get_name(), each->get_description());
        if (const option_facts* each = next_positional(at)) offer_value(result, at, *each);
    }
    return result;
}

std::string_view completion_script(std::string_view shell) {
    if (shell == "bash")
        return R"(# bash completion for dynaco
# Bash also divides words at : and =; here the parts are joined again, so that a URL is one word.
_dynaco() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() word before= i
    for ((i = 0; i <= COMP_CWORD; ++i)); do
        word=${COMP_WORDS[i]}
        if [[ $i -gt 0 && $rest == [![:space:]]* ]]; then words[-1]+=$word; else words+=("$word"); fi
        rest=${rest#"${rest%%[![:space:]]*}"}
        rest=${rest#"$word"}
    done
    [[ $COMP_WORDBREAKS != *=* ]] || before=${words[-1]%"${words[-1]##*=}"}
    COMPREPLY=()
    while IFS=$'\t' read -r word _; do
        COMPREPLY+=("${word#"$before"}")
    done < <("$1" __complete "${words[@]:1}" 2>/dev/null)
}
complete -o default -F _dynaco dynaco
)";
    if (shell == "zsh")
        return R"(#compdef dynaco
# zsh completion for dynaco
_dynaco() {
    local line text
    local -a found
    while IFS=$'\t' read -r line text; do
        found+=("${line//:/\\:}${text:+:$text}")
    done < <(dynaco __complete "${(@)words[2,$CURRENT]}" 2>/dev/null)
    if (( ${#found} )); then _describe dynaco found; else _files; fi
}
if [[ $funcstack[1] == _dynaco ]]; then _dynaco; else compdef _dynaco dynaco; fi
)";
    if (shell == "fish")
        return R"(# fish completion for dynaco
function __dynaco_complete
    set -l words (commandline -opc)
    set -l found (dynaco __complete $words[2..-1] (commandline -ct) 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c dynaco -f -a '(__dynaco_complete)'
)";
    return {};
}

}  // namespace dynaco::program
