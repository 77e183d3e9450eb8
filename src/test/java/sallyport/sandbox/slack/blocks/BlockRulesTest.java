package sallyport.sandbox.slack.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;

class BlockRulesTest {

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("header", 150, "[{'type':'header','text':{'type':'plain_text','text':'%s'}}]"),
                Arguments.of("section", 3_000, "[{'type':'section','text':{'type':'mrkdwn','text':'%s'}}]"),
                Arguments.of("field", 2_000, "[{'type':'section','fields':[{'type':'mrkdwn','text':'%s'}]}]"),
                Arguments.of("button text", 75, button("'text':{'type':'plain_text','text':'%s'}")),
                Arguments.of("button value", 2_000, button("'text':{'type':'plain_text','text':'b'},'value':'%s'")),
                Arguments.of("action id", 255, button("'text':{'type':'plain_text','text':'b'},'action_id':'%s'")),
                Arguments.of("block id", 255, "[{'type':'divider','block_id':'%s'}]"));
    }

    @ParameterizedTest(name = "{0}: {1} characters")
    @MethodSource("limits")
    void a_text_at_its_limit_passes_and_one_character_more_does_not(String what, int limit, String template) {
        assertThat(BlockRules.message(json(template.formatted("x".repeat(limit)))))
                .isEmpty();
        assertThat(BlockRules.message(json(template.formatted("x".repeat(limit + 1)))))
                .singleElement()
                .asString()
                .startsWith("must be less than " + (limit + 1) + " characters [json-pointer:/blocks/0/");
        assertThat(BlockRules.message(json(template.formatted(""))))
                .as("empty " + what)
                .hasSize(1);
    }

    @Test
    void a_message_holds_fifty_blocks_and_a_view_a_hundred() {
        assertThat(BlockRules.message(dividers(50))).isEmpty();
        assertThat(BlockRules.message(dividers(51))).hasSize(1);
        assertThat(BlockRules.home(home(100))).isEmpty();
        assertThat(BlockRules.home(home(101))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'type':'divider','colour':'red'}]",
                "[{'type':'carousel'}]",
                "[{'type':'section'}]",
                "[{'type':'section','text':{'type':'mrkdwn','text':'x','emoji':true}}]",
                "[{'type':'actions','elements':[]}]",
                "[{'type':'header','text':{'type':'mrkdwn','text':'x'}}]",
                "[{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}]",
                "[{'type':'rich_text','elements':[{'type':'rich_text_preformatted','elements':[{'type':'user','user_id':'U1'}]}]}]",
                "{'type':'divider'}",
                "['divider']"
            })
    void what_slack_would_not_take_is_refused(String blocks) {
        assertThat(BlockRules.message(json(blocks))).isNotEmpty();
    }

    @Test
    void two_elements_of_one_block_may_not_share_an_action_id() {
        var twice = "[{'type':'actions','elements':[%1$s,%1$s]}]"
                .formatted("{'type':'button','action_id':'a','text':{'type':'plain_text','text':'b'}}");
        assertThat(BlockRules.message(json(twice))).singleElement().asString().contains("action_id already exists");
    }

    @Test
    void a_modal_with_inputs_needs_a_submit_button() {
        var modal = "{'type':'modal','title':{'type':'plain_text','text':'T'}%s,'blocks':[{'type':'input',"
                + "'label':{'type':'plain_text','text':'L'},'element':{'type':'plain_text_input'}}]}";
        assertThat(BlockRules.modal(json(modal.formatted(""))))
                .singleElement()
                .asString()
                .contains("submit");
        assertThat(BlockRules.modal(json(modal.formatted(",'submit':{'type':'plain_text','text':'Go'}"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(chars = {'&', '<', '>'})
    void a_character_that_is_escaped_counts_as_its_entity_in_the_total(char escaped) {
        var blocks = "[{'type':'section','text':{'type':'mrkdwn','text':'%s'}}]";
        assertThat(TextTotal.isTooLong(
                        json(blocks.formatted(String.valueOf(escaped).repeat(2_995)))))
                .isEqualTo(escaped == '&');
        assertThat(TextTotal.of(json(blocks.formatted(escaped))) - TextTotal.of(json(blocks.formatted("x"))))
                .isEqualTo(escaped == '&' ? 4 : 3);
    }

    private static String button(String fields) {
        return "[{'type':'actions','elements':[{'type':'button'," + fields + "}]}]";
    }

    private static JsonNode dividers(int count) {
        var blocks = Json.array();
        for (var i = 0; i < count; i++) {
            blocks.addObject().put("type", "divider");
        }
        return blocks;
    }

    private static JsonNode home(int count) {
        var home = Json.object().put("type", "home");
        home.set("blocks", dividers(count));
        return home;
    }

    private static JsonNode json(String singleQuoted) {
        return Json.parse(singleQuoted.replace('\'', '"')).orElseThrow();
    }
}
