#include "load/decode/csv_rows.hpp"

#include "core/counted.hpp"
#include "load/text/line_reader.hpp"

#include <algorithm>
#include <span>

namespace dynaco::loading {
namespace {

constexpr std::string_view row_too_long =
    "the row is longer than 4 MiB, more than any item needs; check that each quote is closed";

// LF, CRLF and CR.
std::uint64_t count_line_ends(std::string_view text) noexcept {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) ++count;
    return count;
}

// The byte after a CR decides whether it is a CRLF.
bool has_whole_line(std::string_view text) noexcept {
    const auto end = text.find_first_of("\r\n");
    return end != text.npos && (text[end] == '\n' || end + 1 < text.size());
}

}  // namespace

csv_rows::csv_rows(csv_options options) : options_(std::move(options)), splitter_(options_.delimiter) {
    require_different(options_.types);
    if (!options_.header.empty()) set_header(options_.header);
}

void csv_rows::start_at(const source_position& start) {
    window_.restart(start.offset);
    begun_ = start.offset > 0;
    if (!begun_ && options_.header.empty()) has_header_ = false;
    line_ = start.line;
    records_ = start.record;
    refused_.reset();
    failed_ = false;
}

void csv_rows::set_header(const std::vector<csv_column>& columns) {
    require_different(columns);
    columns_.clear();
    for (csv_column each : columns) {
        const auto given = std::ranges::find(options_.types, each.name, &csv_column::name);
        const bool has_type = each.type != attribute_type::any || each.typed;
        if (!has_type && given != options_.types.end()) each = *given;
        column made{std::move(each), {}};
        detail::json::writer out(made.prefix);
        if (!out.string(made.about.name))
            throw error(errc::malformed_file, {.detail = "the column " + quoted_text(made.about.name) +
                                                         " is not UTF-8; convert the file to UTF-8"});
        made.prefix += ':';
        columns_.push_back(std::move(made));
    }
    check_required();
    check_types();
    has_header_ = true;
}

std::string csv_rows::list_of_columns() const {
    constexpr std::size_t most = 20;
    std::string list;
    for (const column& each : std::span(columns_).first(std::min(most, columns_.size())))
        (list += list.empty() ? "" : ", ") += quoted_text(each.about.name);
    return columns_.size() > most ? list + ", …" : list;
}

void csv_rows::check_required() const {
    const auto column_for = [this](const csv_column& wanted) {
        return std::ranges::find(columns_, wanted.name, [](const column& known) { return known.about.name; });
    };
    std::string missing;
    bool several = false;
    for (const csv_column& each : options_.required) {
        if (column_for(each) != columns_.end()) continue;
        several = !missing.empty();
        (missing += missing.empty() ? "" : ", ") += quoted_text(each.name);
    }
    if (!missing.empty())
        throw error(
            errc::malformed_file,
            {.detail = (several ? "the columns " + missing + " are" : "the column " + missing + " is") +
                       " missing; the file has the columns " + list_of_columns() +
                       (columns_.size() > 1 ? ""
                                            : "; if another character separates the cells, set "
                                              "source_options::delimiter")});
    for (const csv_column& each : options_.required) {
        const auto found = column_for(each);
        const csv_column& about = found->about;
        if (about.typed && about.type == attribute_type::any) continue;  // each cell has its type
        const attribute_type type = about.type == attribute_type::any ? attribute_type::S : about.type;
        if (type != each.type)
            throw error(errc::malformed_file,
                        {.detail = "the column " + quoted_text(each.name) + " has the type " +
                                   std::string(wire_name(type)) + ", and " +
                                   std::string(wire_name(each.type)) + " is needed"});
    }
}

// A type that has no effect is a mistake.
void csv_rows::check_types() const {
    const auto refuse = [](const csv_column& of, const std::string& header, const std::string& given) {
        throw error(errc::malformed_file, {.detail = "the column " + quoted_text(of.name) + " has the type " +
                                                     header + " in the header, and " + given +
                                                     " in source_options::types; leave out one of them"});
    };
    const auto type_of = [](const csv_column& of) {
        std::string text;
        if (of.type != attribute_type::any) text = wire_name(of.type);
        if (of.typed) text += text.empty() ? "typed" : ":typed";
        return text;
    };
    for (const column& known : columns_) {
        const csv_column& header = known.about;
        const auto given = std::ranges::find(options_.types, header.name, &csv_column::name);
        if (given == options_.types.end() || header.type == attribute_type::any) continue;
        const bool is_other = given->type != attribute_type::any && given->type != header.type;
        if (is_other || (given->typed && !header.typed)) refuse(header, type_of(header), type_of(*given));
    }
}

std::vector<std::string> csv_rows::columns() const {
    std::vector<std::string> texts;
    for (const column& known : columns_) {
        csv_column each = known.about;
        if (each.type == attribute_type::any && !each.typed) each.type = attribute_type::S;
        texts.push_back(text_of(each));
    }
    return texts;
}

void csv_rows::read_header() {
    header_cells_.clear();
    std::vector<csv_column> columns;
    try {
        if (verdict_ == csv_splitter::verdict::fault)
            throw error(errc::malformed_file, {.detail = std::string(splitter_.reason())});
        if (verdict_ == csv_splitter::verdict::more)
            throw error(errc::malformed_file, {.detail = std::string(row_too_long)});
        for (const csv_cell& each : splitter_.cells()) {
            header_cells_.push_back({std::string(each.text), each.quoted});
            columns.push_back(column_of(text_of(each, scratch_)));
        }
        set_header(columns);
    } catch (const error& e) {
        failed_ = true;
        throw error(errc::malformed_file,
                    {.detail = "line " + std::to_string(line_) + ", the header: " + e.diagnostics().detail});
    }
}

std::string_view csv_rows::limited() const noexcept { return window_.text().substr(0, max_record_bytes + 1); }

bool csv_rows::skip_start() {
    const text_start start = start_of_text(window_.text(), window_.last());
    if (!start.known) return false;
    window_.consume(start.skip);
    return begun_ = true;
}

// Spreadsheets separate cells by semicolons where the comma is in numbers. @returns false if more bytes are
// necessary
bool csv_rows::guess_delimiter() {
    const std::string_view text = limited();
    const bool is_long = text.size() > max_record_bytes;
    if (!window_.last() && !is_long && !has_whole_line(text)) return false;
    options_.guess_delimiter = false;
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    if (!is_blank(line) && line.find(',') == line.npos && line.find(';') != line.npos)
        splitter_ = csv_splitter(options_.delimiter = ';');
    else
        options_.guess_delimiter = is_blank(line);
    return true;
}

// Splits the next row. @returns false if more bytes are necessary, or none are left
bool csv_rows::split() {
    if (failed_ || (!begun_ && !skip_start()) || window_.text().empty()) return false;
    if (options_.guess_delimiter && !has_header_ && !guess_delimiter()) return false;
    const bool is_long = window_.text().size() > max_record_bytes;
    const bool whole = window_.last() || is_long;
    verdict_ = splitter_.split(limited(), window_.last() && !is_long);
    if (verdict_ == csv_splitter::verdict::more) return is_long;
    // After a fault, the end of the first line is necessary.
    return verdict_ == csv_splitter::verdict::row || whole || has_whole_line(window_.text());
}

std::optional<decoded> csv_rows::next() {
    if (refused_) return end_of_refused();
    while (split()) {
        const bool is_blank_row = verdict_ == csv_splitter::verdict::row && splitter_.cells().size() == 1 &&
                                  !splitter_.has_quotes() && is_blank(splitter_.cells().front().text);
        if (is_blank_row) {
            consume(splitter_.size());
        } else if (verdict_ != csv_splitter::verdict::row && has_header_) {
            refuse_line();
            return end_of_refused();
        } else if (!has_header_) {
            read_header();
            consume(splitter_.size());
        } else {
            return row();
        }
    }
    window_.keep();
    return std::nullopt;
}

void csv_rows::consume(std::size_t count) {
    if (line_ != 0) line_ += splitter_.has_quotes() ? count_line_ends(window_.text().substr(0, count)) : 1;
    window_.consume(count);
}

// A missing or an extra quote may change where rows end. Decoding continues with the next line, so that one
// bad line does not hide the others.
void csv_rows::refuse_line() {
    const std::string_view text = limited();
    const bool is_fault = verdict_ == csv_splitter::verdict::fault;
    text_fault fault{.offset = is_fault ? splitter_.fault_offset() : 0,
                     .reason = std::string(is_fault ? splitter_.reason() : row_too_long)};
    const std::size_t index = splitter_.fault_cell();
    if (is_fault && index < columns_.size()) fault.attribute = columns_[index].about.name;
    const std::string_view before = text.substr(0, fault.offset);
    refused_ = refused(position(), before, std::move(fault));
    constexpr std::size_t enough = 4096;
    refused_->text = text.substr(0, std::min({text.find_first_of("\r\n"), text.size(), enough}));
}

// The refused row, once the end of its first line was found.
std::optional<decoded> csv_rows::end_of_refused() {
    const std::string_view text = window_.text();
    if (!window_.last() && !has_whole_line(text)) {
        const std::size_t carriage = text.ends_with('\r') ? 1 : 0;
        window_.consume(text.size() - carriage);
        window_.keep();
        return std::nullopt;
    }
    const std::size_t size = std::min(text.find_first_of("\r\n"), text.size());
    window_.consume(std::min(text.size(), size + (text.substr(size).starts_with("\r\n") ? 2 : 1)));
    if (line_ != 0) ++line_;
    ++records_;
    rejected_record bad = std::move(*refused_);
    refused_.reset();
    return bad;
}

decoded csv_rows::row() {
    const source_position begin{0, records_++, line_, window_.offset()};
    const std::string_view text = window_.text().substr(0, splitter_.row_size());
    consume(splitter_.size());
    const std::size_t count = splitter_.cells().size();
    if (count != columns_.size()) {
        std::string reason = "the row has " + detail::counted(count, "cell", "cells") +
                             ", but the header has " + std::to_string(columns_.size());
        const bool other_delimiter = count == 1 && text.find(';') != text.npos;
        reason += other_delimiter ? "; if semicolons separate the cells, set source_options::delimiter"
                                  : "; quote cells that contain the delimiter";
        return refused(begin, text, {.reason = std::move(reason)});
    }
    if (repeats_header())
        return refused(
            begin, text,
            {.reason = "the row repeats the header; remove it if the file consists of several joined files"});
    item_ = '{';
    text_fault fault;
    for (std::size_t i = 0; i < count; ++i)
        if (!append(text, i, fault)) return refused(begin, text, std::move(fault));
    item_ += '}';
    return load_record{record_kind::put, item_, begin};
}

bool csv_rows::append(std::string_view row, std::size_t index, text_fault& fault) {
    const csv_cell& cell = splitter_.cells()[index];
    const column& target = columns_[index];
    if (cell.text.empty() && is_absent(cell, target.about)) return true;
    if (item_.size() > 1) item_ += ',';
    item_ += target.prefix;
    const bool has_nul = !cell.quoted && cell.text.find('\0') != cell.text.npos;
    if (!has_nul && values_.append(target.about, text_of(cell, scratch_), item_)) return true;
    fault.offset = static_cast<std::size_t>(cell.text.data() - row.data()) - (cell.quoted ? 1 : 0);
    fault.attribute = target.about.name;
    fault.reason = has_nul ? "a NUL byte; quote the cell if its text has a NUL, and convert the file if it "
                             "is binary or UTF-16"
                           : values_.take_reason();
    return false;
}

bool csv_rows::is_absent(const csv_cell& cell, const csv_column& about) const noexcept {
    const bool is_string =
        about.type == attribute_type::S || (about.type == attribute_type::any && !about.typed);
    switch (options_.empty) {
        case csv_empty::absent: return true;
        case csv_empty::string: return !is_string;
        case csv_empty::quoted_is_string: break;
    }
    return !cell.quoted || !(is_string || about.type == attribute_type::B);
}

// A copy of the header has its quotes too. An item with the same cells is written with others.
bool csv_rows::repeats_header() const {
    if (header_cells_.empty()) return false;
    return std::ranges::equal(splitter_.cells(), header_cells_,
                              [](const csv_cell& cell, const header_cell& header) {
                                  return cell.text == header.text && cell.quoted == header.quoted;
                              });
}

}  // namespace dynaco::loading
