#include "program/progress/progress_line.hpp"

#include "program/show/amounts.hpp"
#include "program/show/text_width.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr std::string_view between_parts = "  ";

// A part of the line. `forms` has its texts, from long to short. An empty last text means that the part may
// be left out.
struct line_part {
    std::vector<std::string> forms{};
    tone look = tone::plain;
    std::size_t form = 0;

    [[nodiscard]] const std::string& text() const noexcept { return forms[form]; }
    void shorten() noexcept {
        if (form + 1 < forms.size()) ++form;
    }
};

std::string_view unit_name(const work_progress& work) noexcept { return work.reads ? "RCU" : "WCU"; }

class progress_parts {
 public:
    explicit progress_parts(const work_progress& work) {
        const std::string count = count_text(work.items);
        if (work.read)
            items_.forms = {count + " matched of " + count_text(*work.read) + " read",
                            count + " of " + count_text(*work.read) + " read"};
        else
            items_.forms = {counted(work.items, "item", "items"), count};
        if (const auto share = share_done(work)) percent_.forms = {percent_text(*share, 1), ""};
        if (work.rejected > 0) rejected_.forms = {count_text(work.rejected) + " rejected"};
        if (is_outage(work)) {
            name_outage(work);
            return;
        }
        rate_.forms = {rate_text(work.items_per_second, work.read ? "read" : ""), ""};
        if (work.units > 0) units_.forms = {rate_text(work.units_per_second, unit_name(work)), ""};
        if (const auto left = time_left(work)) {
            const std::string time = duration_text(*left);
            left_.forms = {time + " left", time, ""};
        }
        if (work.throttled > 0) name_throttle(main_throttle(work));
    }

    [[nodiscard]] std::string fitted(screen shown_on) {
        // In this order; `progress_line` documents it.
        line_part* const steps[] = {&throttled_, &units_, &throttled_, &items_,   &rate_,   &left_,
                                    &throttled_, &left_,  &retries_,   &percent_, &retries_};
        for (line_part* const each : steps) {
            if (fits(shown_on.width)) break;
            each->shorten();
        }
        if (!fits(shown_on.width)) return cut_to_width(line(false), shown_on.width);
        return line(shown_on.colours);
    }

 private:
    // One request that failed is not an outage.
    static bool is_outage(const work_progress& work) {
        constexpr std::chrono::seconds least{1};
        return !work.retry_reason.empty() && work.retrying_for >= least;
    }

    // Nothing is done, so the rates and the time left would only be wrong.
    void name_outage(const work_progress& work) {
        const std::string retrying = "retrying for " + duration_text(work.retrying_for);
        const std::string brief = "retrying " + duration_text(work.retrying_for);
        retries_.forms = {retrying + ": " + work.retry_reason, brief + ": " + work.retry_reason, brief};
    }

    void name_throttle(const std::string& culprit) {
        constexpr std::string_view word = "throttled";
        const std::size_t kind = culprit.find(' ');
        if (culprit.empty() || kind == culprit.npos)
            throttled_.forms = {std::string(word), std::string(word), std::string(word), ""};
        else
            throttled_.forms = {std::string(word) + " by " + culprit,
                                std::string(word) + " by " + culprit.substr(kind + 1), std::string(word), ""};
    }

    [[nodiscard]] std::string line(bool colours) const {
        std::string out;
        for (const line_part* each : order_) {
            if (each->text().empty()) continue;
            if (!out.empty()) out += between_parts;
            out += painted(each->text(), each->look, colours);
        }
        return out;
    }
    [[nodiscard]] bool fits(std::size_t width) const {
        return width == 0 || text_width(line(false)) <= width;
    }

    line_part items_{{""}, tone::title};
    line_part percent_{{""}};
    line_part rate_{{""}};
    line_part units_{{""}, tone::faint};
    line_part left_{{""}};
    line_part rejected_{{""}, tone::bad};
    line_part retries_{{""}, tone::warning};
    line_part throttled_{{""}, tone::warning};
    const line_part* order_[8] = {&items_, &percent_, &retries_,  &rate_,
                                  &units_, &left_,    &rejected_, &throttled_};
};

}  // namespace

std::string progress_line(const work_progress& work, screen shown_on) {
    return progress_parts(work).fitted(shown_on);
}

std::string summary_line(const work_progress& work, screen shown_on) {
    const bool is_continued = work.items_before > 0;
    const std::string read =
        work.read ? " of " + counted(*work.read, "item", "items") + " read" : std::string();
    std::string out = counted(work.items - work.items_before, "item", "items");
    if (!is_continued) out += read;
    out += " in " + duration_text(work.elapsed);
    if (work.read.value_or(work.items) > 0)
        out += ", " + rate_text(work.items_per_second, work.read ? "read" : "");
    // What follows is of all runs.
    if (is_continued) out += "; with earlier runs " + counted(work.items, "item", "items") + read;
    if (work.units > 0) ((out += ", ") += units_text(work.units) + ' ') += unit_name(work);
    if (work.throttled > 0) {
        out += ", " + counted(work.throttled, "request", "requests") + " throttled";
        if (const std::string culprit = main_throttle(work); !culprit.empty()) out += " by " + culprit;
    }
    if (work.rejected > 0) out += ", " + count_text(work.rejected) + " rejected";
    return shown_on.width == 0 ? out : cut_to_width(out, shown_on.width);
}

}  // namespace dynaco::program
