#include "load/format/export_manifest.hpp"

#include "core/ascii.hpp"
#include "core/counted.hpp"
#include "json/walk.hpp"
#include "load/file/descriptor.hpp"
#include "load/file/failure.hpp"
#include "load/file/md5.hpp"
#include "load/text/line_reader.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <charconv>
#include <filesystem>

namespace dynaco::loading {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view summary_name = "manifest-summary.json";
constexpr std::size_t largest_manifest = std::size_t{1} << 30;

bool read_count(detail::json::reader& in, std::uint64_t& count) {
    std::string_view text;
    if (!in.string(text)) return false;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), count);
    return (code == std::errc{} && end == text.data() + text.size()) ||
           in.fail(errc::invalid_value, "not a count");
}

// Compares a manifest with the file that has its MD5. The documentation calls it .checksum, AWS writes .md5.
void check_md5(const std::string& path, std::string_view text) {
    const std::string stem = path.substr(0, path.size() - std::string_view(".json").size());
    for (const char* extension : {".md5", ".checksum"}) {
        const std::string other = stem + extension;
        if (!fs::exists(other)) continue;
        const std::string file_text = whole_file(other, largest_manifest);
        const std::string_view wanted = detail::trimmed(file_text, " \t\r\n\"");
        md5_digest digest;
        digest.append(text);
        if (wanted != digest.base64() && wanted != digest.hex())
            throw error(malformed(path, "the MD5 is " + digest.base64() + ", but " + other + " says " +
                                            std::string(wanted) +
                                            "; the manifest is damaged or was changed: copy it again"));
    }
}

std::string checked_text(const std::string& path) {
    std::string text = whole_file(path, largest_manifest);
    check_md5(path, text);
    return text;
}

struct export_summary {
    std::optional<std::uint64_t> items{};
    std::string format{};
    std::string files_key{};

    void read(std::string_view text, const std::string& name) {
        detail::json::reader in(text, detail::json::form::plain);
        const bool good = detail::json::read_object(in, [&](std::string_view member) {
            if (member == "itemCount") return read_count(in, items.emplace());
            if (member == "outputFormat") return in.string(format);
            if (member == "manifestFilesS3Key") return in.string(files_key);
            return in.skip();
        });
        if (!good || !in.at_end())
            throw error(malformed(name, "it is not a JSON object: " + in.why().diagnostics().detail));
    }
};

// The path of a data file by the end of its key, relative to the manifest's folder or to those above it.
std::optional<std::string> find_by_suffix(const fs::path& folder, std::string_view key) {
    const fs::path file{key};
    std::vector<fs::path> ends;
    fs::path end;
    for (auto part = file.end(); part != file.begin();) {
        --part;
        end = end.empty() ? *part : *part / end;
        ends.push_back(end);
    }
    if (ends.size() > 1) std::swap(ends[0], ends[1]);  // data/x before x
    for (const fs::path& each : ends)
        if (fs::is_regular_file(folder / each)) return (folder / each).string();
    for (fs::path above = fs::absolute(folder).parent_path(); above != above.root_path();
         above = above.parent_path())
        if (fs::is_regular_file(above / file)) return (above / file).string();
    return std::nullopt;
}

}  // namespace

std::optional<std::string> find_export(const std::string& path) {
    if (path == "-") return std::nullopt;
    const fs::path given{path};
    if (given.filename() == summary_name) return path;
    std::error_code code;
    if (!fs::is_directory(given, code)) return std::nullopt;
    if (fs::exists(given / summary_name)) return (given / summary_name).string();
    const fs::path exports = given.filename() == "AWSDynamoDB" ? given : given / "AWSDynamoDB";
    std::optional<std::string> found;
    if (!fs::is_directory(exports, code)) return std::nullopt;
    for (const auto& each : fs::directory_iterator(exports)) {
        if (!fs::exists(each.path() / summary_name)) continue;
        if (found)
            throw error(malformed(path, "the folder has several exports; name the folder of one of them"));
        found = (each.path() / summary_name).string();
    }
    return found;
}

std::vector<manifest_line> manifest_lines(std::string_view text, const std::string& name) {
    std::vector<manifest_line> files;
    line_reader lines;
    lines.feed(text, true);
    while (const auto line = lines.next_record()) {
        manifest_line file;
        detail::json::reader in(line->text, detail::json::form::plain);
        const bool good = detail::json::read_object(in, [&](std::string_view member) {
            if (member == "itemCount") return read_count(in, file.items);
            if (member == "md5Checksum") return in.string(file.md5);
            if (member == "dataFileS3Key") return in.string(file.key);
            return in.skip();
        });
        if (!good || !in.at_end() || file.key.empty())
            throw error(malformed(name + ", line " + std::to_string(line->position.line),
                                  "it is not the description of a data file, "
                                  "{\"itemCount\":…,\"md5Checksum\":…,\"dataFileS3Key\":…}"));
        files.push_back(std::move(file));
    }
    return files;
}

export_manifest read_manifest(const std::string& summary_path) {
    export_summary summary;
    summary.read(checked_text(summary_path), summary_path);
    const fs::path folder = fs::path(summary_path).parent_path();
    const std::string files_path = (folder / "manifest-files.json").string();
    const std::vector<manifest_line> lines = manifest_lines(checked_text(files_path), files_path);
    constexpr std::string_view json = "DYNAMODB_JSON";
    constexpr std::string_view ion = "ION";
    if (summary.format != json && summary.format != ion)
        throw error(malformed(summary_path, "outputFormat is \"" + summary.format +
                                                "\"; only DYNAMODB_JSON and ION can be read"));
    export_manifest made{.ion = summary.format == ion};
    std::uint64_t count = 0;
    for (const manifest_line& each : lines) {
        count += each.items;
        auto path = find_by_suffix(folder.empty() ? "." : folder, each.key);
        if (!path)
            throw error(malformed(files_path, "the data file " + each.key + " is missing in " +
                                                  (folder.empty() ? "." : folder.string()) +
                                                  "; copy all of the export"));
        made.files.push_back({std::move(*path), each.md5, each.items});
    }
    if (summary.items && *summary.items != count)
        throw error(malformed(files_path, "the data files have " + detail::counted(count, "item", "items") +
                                              ", but " + std::string(summary_name) + " says " +
                                              std::to_string(*summary.items) +
                                              "; the manifest is incomplete: copy it again"));
    return made;
}

}  // namespace dynaco::loading
