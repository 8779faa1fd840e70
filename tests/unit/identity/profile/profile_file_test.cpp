#include "identity/profile/file.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::identity::profile_file_test {
namespace {

using properties = std::map<std::string, std::string, std::less<>>;

profile_set config(std::string_view text) {
    return parse_profile_file(text, profile_file_kind::config, "the/config").value();
}
profile_set credentials(std::string_view text) {
    return parse_profile_file(text, profile_file_kind::credentials, "the/credentials").value();
}
properties of(const profile_set& files, const std::string& profile) {
    const auto at = files.profiles.find(profile);
    return at == files.profiles.end() ? properties{{"there is no profile", profile}} : at->second.properties;
}
std::string names(const profile_set::sections& sections) {
    std::string text;
    for (const auto& [name, section] : sections) text += name + ';';
    return text;
}

TEST(ProfileFile, SectionsOfTheConfigFile) {
    const profile_set read = config(
        "[default]\na = 1\n"
        "[profile dev]\na = 2\n"
        "[\tprofile \t spaced \t]\na = 3\n"
        "[sso-session corp]\nsso_region = eu-west-1\n"
        "[services local]\ndynamodb =\n  endpoint_url = http://localhost:8000\n");
    EXPECT_EQ(names(read.profiles), "default;dev;spaced;");
    EXPECT_EQ(of(read, "default"), (properties{{"a", "1"}}));
    EXPECT_EQ(of(read, "dev"), (properties{{"a", "2"}}));
    EXPECT_EQ(of(read, "spaced"), (properties{{"a", "3"}}));
    EXPECT_EQ(names(read.sso_sessions), "corp;");
    EXPECT_EQ(*read.sso_sessions.find("corp")->second.find("sso_region"), "eu-west-1");
    EXPECT_EQ(names(read.services), "local;");
    EXPECT_EQ(*read.services.find("local")->second.find("dynamodb"),
              "\nendpoint_url = http://localhost:8000");
    EXPECT_TRUE(read.ignored.empty());
}

TEST(ProfileFile, SectionsOfTheCredentialsFile) {
    const profile_set read = credentials(
        "[default]\na = 1\n[ dev ]\na = 2\n[profile]\n[profilex]\n[sso-sessionx]\n[services]\n"
        "[profile dev]\na = 3\n[sso-session corp]\nb = 1\n[services local]\nc = 1\n");
    EXPECT_EQ(names(read.profiles), "default;dev;profile;profilex;services;sso-sessionx;");
    EXPECT_EQ(of(read, "dev"), (properties{{"a", "2"}}));
    EXPECT_TRUE(read.sso_sessions.empty());
    EXPECT_TRUE(read.services.empty());
    ASSERT_EQ(read.ignored.size(), 3u);
    EXPECT_EQ(read.ignored[0].section, "profile dev");
    EXPECT_EQ(read.ignored[0].file, "the/credentials");
    EXPECT_EQ(read.ignored[0].line, 9);
    EXPECT_EQ(read.ignored[0].reason, "in the credentials file, a profile is written as [name]");
    EXPECT_EQ(read.ignored[1].reason, "this section belongs in the config file");
}

TEST(ProfileFile, SectionsThatAreNoneAreIgnoredWithTheirProperties) {
    for (const char* text : {"[dev]",
                             "[]",
                             "[ ]",
                             "[profile]",
                             "[profile ]",
                             "[profiledev]",
                             "[Profile dev]",
                             "[PROFILE dev]",
                             "[DEFAULT]",
                             "[default x]",
                             "[plugins]",
                             "[profile in valid]",
                             "[profile d\xc3\xa9v]",
                             "[profile [dev]]",
                             "[sso-session]",
                             "[sso-sessionx]",
                             "[services]",
                             "[services a,b]",
                             "[profile \"\"]",
                             "[profile 'it's]"}) {
        const profile_set read = config(std::string(text) + "\nname = value\n continued\nsub =\n a = b\n");
        EXPECT_TRUE(read.profiles.empty() && read.sso_sessions.empty() && read.services.empty()) << text;
        ASSERT_EQ(read.ignored.size(), 1u) << text;
        EXPECT_EQ(read.ignored[0].line, 1);
        EXPECT_FALSE(read.ignored[0].reason.empty());
    }
    for (const char* text : {"[]", "[in valid]", "[profile default]", "[\"dev\"]"})
        EXPECT_TRUE(credentials(std::string(text) + "\nname = value\n").profiles.empty()) << text;
}

TEST(ProfileFile, NamesWithSpacesAreInQuotes) {
    EXPECT_EQ(names(config("[profile \"my profile\"]").profiles), "my profile;");
    EXPECT_EQ(names(config("[profile 'my profile']").profiles), "my profile;");
    EXPECT_EQ(names(config("[sso-session \"my session\"]").sso_sessions), "my session;");
    EXPECT_EQ(names(config("[profile \"dev\"]\n[profile dev]").profiles), "dev;");
}

TEST(ProfileFile, DefaultWithPrefixHidesTheOneWithoutWhicheverComesFirst) {
    const properties expected{{"a", "1"}, {"c", "3"}};
    for (const char* text :
         {"[profile default]\na=1\nc=3\n[default]\nb=2", "[default]\nb=2\nc=0\n[profile default]\na=1\nc=3",
          "[profile default]\na=1\n[default]\nb=2\n[profile default]\nc=3",
          "[default]\nb=2\n[profile default]\na=1\n[default]\nc=9\n[profile default]\nc=3",
          "[default]\nb=2\n[profile \"default\"]\na=1\nc=3"}) {
        const profile_set read = config(text);
        EXPECT_EQ(of(read, "default"), expected) << text;
        EXPECT_FALSE(read.ignored.empty()) << text;
    }
    const profile_set later = config("[default]\n\n[profile default]\n");
    EXPECT_EQ(later.profiles.find("default")->second.line, 3);
    EXPECT_EQ(later.profiles.find("default")->second.file, "the/config");
}

TEST(ProfileFile, PropertiesAreTrimmedAndTheirNamesInLowerCase) {
    EXPECT_EQ(
        of(config("[default]\nRegion\t =  eu-west-1 \t\nREGION2=\nurl = a=b= c\nkept = \xc3\xa9 \xff\n"),
           "default"),
        (properties{{"region", "eu-west-1"}, {"region2", ""}, {"url", "a=b= c"}, {"kept", "\xc3\xa9 \xff"}}));
    EXPECT_EQ(of(config("[default]\na = 1\nA = 2\n[default]\na = 3"), "default"), (properties{{"a", "3"}}));
}

TEST(ProfileFile, NamesOfPropertiesThatAreNotValidAreIgnoredWithTheirLines) {
    const profile_set read = config("[default]\nin valid = 1\n continued\n\"a\" = 2\n =ignored? no\nb = 3\n");
    EXPECT_EQ(of(read, "default"), (properties{{"b", "3"}}));
    ASSERT_EQ(read.ignored.size(), 2u);
    EXPECT_EQ(read.ignored[0].line, 2);
    EXPECT_TRUE(read.ignored[0].section.empty()) << "a name out of place may be a secret";
    EXPECT_EQ(of(config("[default]\nAz09_-/.%@:+ = x"), "default"), (properties{{"az09_-/.%@:+", "x"}}));
}

TEST(ProfileFile, LeavesOutComments) {
    EXPECT_EQ(
        of(config("# a\n; b\n#\n;\n[default] # c\na = 1 # d\nb = 2\t; e\nc = 3#kept;kept\nd = # gone\n"
                  "e = ;# gone\nf =#kept\n"),
           "default"),
        (properties{{"a", "1"}, {"b", "2"}, {"c", "3#kept;kept"}, {"d", ""}, {"e", ""}, {"f", "#kept"}}));
    EXPECT_EQ(names(config("[profile a];x\n[profile b]#y\n[profile c] ; ]").profiles), "a;b;c;");
}

TEST(ProfileFile, LinesEndWithOrWithoutCarriageReturn) {
    EXPECT_EQ(of(config("[default]\r\na = 1\r\n \r\n\r\nb =\r\n c = 2\r"), "default"),
              (properties{{"a", "1"}, {"b", "\nc = 2"}}));
    EXPECT_EQ(of(config("\xef\xbb\xbf[default]\na = 1"), "default"), (properties{{"a", "1"}}))
        << "a byte order mark";
    EXPECT_EQ(of(config("[default]\na = 1\v\f\xc2\xa0"), "default"), (properties{{"a", "1\v\f\xc2\xa0"}}))
        << "only spaces and tabs are white space";
}

TEST(ProfileFile, ContinuationsAreAppendedWithTheirComments) {
    EXPECT_EQ(of(config("[default]\na = 1\n  2\t\n\n\t 3 # x\n [4]\nb = 5\n"), "default"),
              (properties{{"a", "1\n2\n3 # x\n[4]"}, {"b", "5"}}));
    std::string text = "[default]\na = 0\n";
    std::string expected = "0";
    for (int i = 1; i < 2000; ++i) {
        text += " " + std::to_string(i) + '\n';
        expected += '\n' + std::to_string(i);
    }
    EXPECT_EQ(of(config(text), "default"), (properties{{"a", expected}}));
}

TEST(ProfileFile, SubPropertiesAreLinesOfTheValue) {
    const profile_set read = config("[default]\ns3 =\n  in valid = 1 ; x\n\n  b =\n\tB = 2\nc = 3\n");
    EXPECT_EQ(of(read, "default"), (properties{{"s3", "\nin valid = 1 ; x\nb =\nB = 2"}, {"c", "3"}}));
    const std::string& value = *read.profiles.find("default")->second.find("s3");
    EXPECT_EQ(find_sub_property(value, "in valid"), "1");
    EXPECT_EQ(find_sub_property(value, "b"), "2") << "the last one, in any case";
    EXPECT_EQ(find_sub_property(value, "c"), std::nullopt);
    EXPECT_EQ(find_sub_property("", "c"), std::nullopt);
    EXPECT_EQ(find_sub_property("c", "c"), std::nullopt) << "a value, not sub-properties";
}

TEST(ProfileFile, WhatBreaksTheGrammarIsRefusedWithItsLineAndNotItsText) {
    const struct {
        const char* text;
        int line;
        const char* reason;
    } cases[] = {
        {"\n[profile SECRET", 2, "Profile definition must end with ']'"},
        {"[default\n", 1, "Profile definition must end with ']'"},
        {"[profile a;b]", 1, "Profile definition must end with ']'"},
        {"[default] SECRET", 1, "Profile definition must end with ']'"},
        {"[", 1, "Profile definition must end with ']'"},
        {"# x\nSECRET = value", 2, "Expected a profile definition"},
        {" SECRET = value", 1, "Expected a profile definition, found continuation"},
        {"[default]\nSECRET", 2, "Expected an '=' sign defining a property"},
        {"[default]\nSECRET #=", 2, "Expected an '=' sign defining a property"},
        {"[dev]\nSECRET", 2, "Expected an '=' sign defining a property"},
        {"[default]\n= SECRET", 2, "Property did not have a name"},
        {"[default]\n\n SECRET = 1", 3, "Expected a property definition, found continuation"},
        {"[default]\na = 1\n[default]\n SECRET", 4, "Expected a property definition, found continuation"},
        {"[default]\na =\n SECRET", 3, "Expected an '=' sign defining a sub-property"},
        {"[default]\na =\n b = 1\n\n = SECRET", 5, "Sub-property did not have a name"},
        {"[default]\nin valid =\n SECRET", 3, "Expected an '=' sign defining a sub-property"},
    };
    for (const auto& [text, line, reason] : cases) {
        const auto read = parse_profile_file(text, profile_file_kind::config, "/home/ann/.aws/config");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().cause(), errc::invalid_configuration) << text;
        const std::string& detail = read.error().diagnostics().detail;
        EXPECT_EQ(detail.find("could not parse profile file /home/ann/.aws/config, line " +
                              std::to_string(line) + ": " + reason),
                  0u)
            << text << ": " << detail;
        EXPECT_NE(detail.find("; "), std::string::npos) << "a remedy: " << detail;
        EXPECT_EQ(detail.find("SECRET"), std::string::npos) << detail;
    }
}

TEST(ProfileFile, OfBothFilesTheCredentialsFileCounts) {
    const profile_set both = merge_profile_files(
        config("[profile a]\nx = 1\ny = 2\n[profile b]\nx = 3\n[sso-session s]\nz = 1\n[dev]\n"),
        credentials("[a]\ny = 4\nz = 5\n[c]\nx = 6\n[profile d]\n"));
    EXPECT_EQ(names(both.profiles), "a;b;c;");
    EXPECT_EQ(of(both, "a"), (properties{{"x", "1"}, {"y", "4"}, {"z", "5"}}));
    const profile_section& a = both.profiles.find("a")->second;
    EXPECT_EQ(a.file, "the/config");
    EXPECT_EQ(a.file_of("x"), "the/config");
    EXPECT_EQ(a.file_of("y"), "the/credentials");
    EXPECT_EQ(a.file_of("z"), "the/credentials");
    EXPECT_EQ(of(both, "c"), (properties{{"x", "6"}}));
    EXPECT_EQ(both.profiles.find("c")->second.file_of("x"), "the/credentials");
    EXPECT_EQ(names(both.sso_sessions), "s;");
    EXPECT_EQ(both.ignored.size(), 2u);
    EXPECT_EQ(of(merge_profile_files(config("[profile default]\nx = 1"), credentials("[default]\ny = 2")),
                 "default"),
              (properties{{"x", "1"}, {"y", "2"}}));
}

TEST(ProfileSet, MovesLeaveNothingBehind) {
    profile_set from =
        config("[default]\naws_secret_access_key = 0123456789012345678901234567890123456789\n");
    const char* const key = from.profiles["default"].properties["aws_secret_access_key"].data();
    profile_set to = config("[profile other]\na = 1\n");
    to = std::move(from);
    EXPECT_EQ(names(to.profiles), "default;");
    EXPECT_EQ(to.profiles["default"].properties["aws_secret_access_key"].data(), key) << "not copied";
    EXPECT_TRUE(from.profiles.empty());  // NOLINT(bugprone-use-after-move)
}

}  // namespace
}  // namespace dynaco::identity::profile_file_test
