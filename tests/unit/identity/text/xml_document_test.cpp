#include "identity/text/xml.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::xml_document_test {
namespace {

using namespace std::string_view_literals;

// The text of the root; "(none)" if it has no text, "(refused)" if `text` is not a document.
std::string root_text(std::string_view text) {
    const auto document = xml_document::parse(text);
    if (!document) return "(refused)";
    const auto found = xml_document::text_of(document->elements().front());
    return found ? std::string(found->view()) : "(none)";
}

std::string at(std::string_view text, std::string_view path) {
    const auto document = xml_document::parse(text);
    if (!document) return "(refused)";
    const auto found = document->text(path);
    return found ? std::string(found->view()) : "(none)";
}

std::string nested(std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
}

TEST(XmlDocument, FindsTextsByTheirPaths) {
    constexpr auto text = "<r xmlns=\"urn:x\">\n <a><b>1</b><c/></a>\n <a><b>2</b></a> <b> 3\n </b></r>"sv;
    EXPECT_EQ(at(text, "r/a/b"), "1");  // the first
    EXPECT_EQ(at(text, "r/b"), "3");
    EXPECT_EQ(at(text, "r/a/c"), "");
    EXPECT_EQ(at(text, "r/a"), "(none)");
    EXPECT_EQ(at(text, "r"), "(none)");
    for (const char* other : {"b", "a/b", "r/c", "r/a/b/c", "r/r/b", "", "/", "r/", "/r/b", "R/b"})
        EXPECT_EQ(at(text, other), "(none)") << other;
}

TEST(XmlDocument, TellsTheTree) {
    const auto document = xml_document::parse("<r><a><b>x</b></a><c/></r>");
    ASSERT_TRUE(document);
    const auto& all = document->elements();
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].name, "r");
    EXPECT_TRUE(all[0].holds_elements);
    EXPECT_EQ(all[0].content, "<a><b>x</b></a><c/>");
    EXPECT_EQ(all[2].name, "b");
    EXPECT_EQ(all[2].parent, 1U);
    EXPECT_FALSE(all[2].holds_elements);
    EXPECT_EQ(all[3].parent, 0U);
    EXPECT_EQ(all[3].content, "");
}

TEST(XmlDocument, ReadsReferences) {
    EXPECT_EQ(root_text("<a>&lt;&gt;&amp;&apos;&quot;</a>"), "<>&'\"");
    EXPECT_EQ(root_text("<a>&amp;lt;</a>"), "&lt;");
    EXPECT_EQ(root_text("<a>a&#43;b&#x2F;c&#x2f;</a>"), "a+b/c/");
    EXPECT_EQ(root_text("<a>&#xe4;&#8364;&#x1F600;&#x10FFFF;</a>"),
              "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf");
    EXPECT_EQ(root_text("<a>x&#9;&#10;&#13;y</a>"), "x\t\n\ry");
    EXPECT_EQ(root_text("<a>&#32;x&#32;</a>"), " x ");  // white space that is meant
    for (const char* wrong :
         {"<a>&</a>",        "<a>&;</a>",         "<a>&amp</a>",          "<a>&amp ;</a>",
          "<a>&nbsp;</a>",   "<a>&LT;</a>",       "<a>&#;</a>",           "<a>&#x;</a>",
          "<a>&#X41;</a>",   "<a>&#-1;</a>",      "<a>&#+1;</a>",         "<a>&#0;</a>",
          "<a>&#8;</a>",     "<a>&#xD800;</a>",   "<a>&#xDFFF;</a>",      "<a>&#xFFFE;</a>",
          "<a>&#xFFFF;</a>", "<a>&#x110000;</a>", "<a>&#4294967361;</a>", "<a>&#99999999999999999999;</a>",
          "<a>&#65</a>",     "<a b=\"&x;\"/>"})
        EXPECT_EQ(root_text(wrong), "(refused)") << wrong;
    EXPECT_EQ(root_text("<a>&#65"), "(refused)");
}

TEST(XmlDocument, SkipsWhatIsNoText) {
    EXPECT_EQ(root_text("\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<!-- - -> -->\n<a>x</a>\n<!----><?p?>"), "x");
    EXPECT_EQ(root_text("<a>x<!-- <b> & -->y<?p <b> ?>z</a>"), "xyz");
    EXPECT_EQ(root_text("<a><!-->--></a>"), "");
    EXPECT_EQ(root_text("<a><![CDATA[<b> &amp; ]]>z</a>"), "<b> &amp; z");
    EXPECT_EQ(root_text("<a>x<![CDATA[]]>]]</a>"), "x]]");
    EXPECT_EQ(root_text("<a b=\"1>2\" c = 'x/&lt;\"' d:e=\"\" >x</a >"), "x");
    EXPECT_EQ(root_text("<a b='1'/>"), "");
}

TEST(XmlDocument, RefusesWhatIsNotWellFormed) {
    for (const char* wrong : {"",
                              " ",
                              "x",
                              "{}",
                              "<",
                              "<a",
                              "<a>",
                              "</a>",
                              "<a></b>",
                              "<a></A>",
                              "<a></ab>",
                              "<ab></a>",
                              "<a/></a>",
                              "<a/><b/>",
                              "<a/>x",
                              "x<a/>",
                              "<a/>&amp;",
                              "<a><b></a></b>",
                              "< a/>",
                              "<a></ a>",
                              "<1/>",
                              "<-a/>",
                              "<a/ >",
                              "<a /b>",
                              "<a//>",
                              "<a b/>",
                              "<a b=/>",
                              "<a b=c/>",
                              "<a b=\"/>",
                              "<a b=\"1\"c=\"2\"/>",
                              "<a b='<'/>",
                              "<a =''/>",
                              "<a b='1\"/>",
                              "<a><!-- </a>",
                              "<a><!--></a>",
                              "<a><?p></a>",
                              "<a><![CDATA[x</a>",
                              "<![CDATA[x]]><a/>",
                              "<a/><![CDATA[]]>",
                              "<!---->",
                              "<?xml?>",
                              "<a><!x></a>",
                              "<!DOCTYPE a><a/>",
                              "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
                              "<a><!DOCTYPE a></a>",
                              "<!doctype html><html></html>",
                              "<a></a",
                              "<a>\x01</a>",
                              "<a b='\x1f'/>"})
        EXPECT_EQ(root_text(wrong), "(refused)") << wrong;
    EXPECT_EQ(root_text("<a>\0</a>"sv), "(refused)");
    EXPECT_EQ(root_text("<a/>\0"sv), "(refused)");
}

TEST(XmlDocument, HasLimits) {
    EXPECT_TRUE(xml_document::parse(nested(xml_document::max_depth)));
    EXPECT_FALSE(xml_document::parse(nested(xml_document::max_depth + 1)));
    EXPECT_FALSE(xml_document::parse(nested(40'000)));

    const std::string largest = "<a>" + std::string(xml_document::max_size - 7, 'x') + "</a>";
    EXPECT_EQ(root_text(largest).size(), xml_document::max_size - 7);
    EXPECT_FALSE(xml_document::parse(largest + " "));
}

// Whatever is cut off, the rest is refused; nothing is read beyond the end.
TEST(XmlDocument, RefusesEveryBeginning) {
    const std::string whole =
        "<?xml version='1.0'?><a x=\"&lt;\"><!--c--><b>&#65;<![CDATA[d]]></b><c/><?p q?></a>";
    ASSERT_TRUE(xml_document::parse(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string cut(whole, 0, size);
        EXPECT_FALSE(xml_document::parse(cut)) << cut;
    }
}

}  // namespace
}  // namespace dynaco::identity::xml_document_test
