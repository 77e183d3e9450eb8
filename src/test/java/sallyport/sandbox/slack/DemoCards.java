package sallyport.sandbox.slack;

import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls as a request-and-approve application makes them, with every kind of block a card uses. */
final class DemoCards {
    private static final String CHANNEL = "C0ECSOPS";

    private DemoCards() {}

    static String request(String command) {
        var blocks = card(":hourglass_flowing_sand: *Waiting for approval*", command);
        blocks.add(Json.parse("""
                {"type":"actions","block_id":"decide","elements":[
                  {"type":"button","action_id":"approve","style":"primary","value":"r-1",
                   "text":{"type":"plain_text","text":"Approve on web"}},
                  {"type":"button","action_id":"deny","style":"danger","value":"r-1",
                   "text":{"type":"plain_text","text":"Deny"},
                   "confirm":{"title":{"type":"plain_text","text":"Deny this request?"},
                     "text":{"type":"mrkdwn","text":"<@U0REQUESTER> is told."},
                     "confirm":{"type":"plain_text","text":"Deny"},"deny":{"type":"plain_text","text":"Keep"},
                     "style":"danger"}},
                  {"type":"overflow","action_id":"more","options":[
                   {"text":{"type":"plain_text","text":"Explain the rule"},"value":"explain"},
                   {"text":{"type":"plain_text","text":"Copy the command"},"value":"copy"}]}]}""").orElseThrow());
        return call(blocks).put("text", "Robin wants to run a command on web").toString();
    }

    static String approved(String ts) {
        var blocks = card(
                ":white_check_mark: *Approved by <@U0APPROVER1>*, finished with exit code 0", "exec web \"uname -a\"");
        return call(blocks).put("ts", ts).put("text", "Approved by Alex").toString();
    }

    static String output(String thread) {
        var blocks = (ArrayNode) Json.parse("""
                [{"type":"context","elements":[{"type":"mrkdwn","text":":large_green_circle: exit code *0* in 0.4 s, page 1"}]},
                 {"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[
                   {"type":"text","text":"Linux web-1 6.1.0 #1 SMP x86_64 GNU/Linux\\n<!channel> & <script>alert(1)</script>"}]}]}]
                """).orElseThrow();
        return call(blocks).put("thread_ts", thread).put("text", "output").toString();
    }

    static String approval(String trigger) {
        var call = Json.object().put("trigger_id", trigger);
        call.set("view", Json.parse("""
                {"type":"modal","callback_id":"approve","title":{"type":"plain_text","text":"Approve"},
                 "submit":{"type":"plain_text","text":"Run on web"},"close":{"type":"plain_text","text":"Not now"},
                 "blocks":[
                  {"type":"section","text":{"type":"mrkdwn","text":"<@U0REQUESTER> asks to run on *web*, 1 task:"}},
                  {"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[
                    {"type":"text","text":"uname -a"}]}]},
                  {"type":"input","block_id":"why","label":{"type":"plain_text","text":"Reason"},
                   "hint":{"type":"plain_text","text":"Kept in the audit log."},
                   "element":{"type":"plain_text_input","action_id":"reason","multiline":true,"focus_on_load":true}}]}
                """).orElseThrow());
        return call.toString();
    }

    static String home(String user) {
        var call = Json.object().put("user_id", user);
        call.set("view", Json.parse("""
                {"type":"home","blocks":[
                  {"type":"header","text":{"type":"plain_text","text":"Your requests"}},
                  {"type":"section","text":{"type":"mrkdwn","text":":hourglass: `uptime` on *web* waits for approval"},
                   "accessory":{"type":"button","action_id":"cancel","text":{"type":"plain_text","text":"Cancel"}}},
                  {"type":"divider"},
                  {"type":"context","elements":[{"type":"mrkdwn","text":"3 runs today"}]}]}""").orElseThrow());
        return call.toString();
    }

    private static ArrayNode card(String status, String command) {
        var blocks = (ArrayNode) Json.parse("""
                [{"type":"header","text":{"type":"plain_text","text":"Command on web"}},
                 {"type":"section","text":{"type":"mrkdwn","text":""}},
                 {"type":"section","fields":[{"type":"mrkdwn","text":"*Service*\\nprod/web"},
                   {"type":"mrkdwn","text":"*Container*\\n`app`"},{"type":"mrkdwn","text":"*Tasks*\\n1 of 3"},
                   {"type":"mrkdwn","text":"*Asked by*\\n<@U0REQUESTER>"}]},
                 {"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[{"type":"text","text":""}]}]},
                 {"type":"context","elements":[{"type":"mrkdwn",
                   "text":"Request `r-1`, rule `read-only`, expires <!date^1900000000^{date_short_pretty} at {time}|soon>"}]}]
                """).orElseThrow();
        ((ObjectNode) blocks.path(1).path("text")).put("text", status);
        ((ObjectNode) blocks.path(3).path("elements").path(0).path("elements").path(0)).put("text", command);
        return blocks;
    }

    private static ObjectNode call(ArrayNode blocks) {
        var call = Json.object().put("channel", CHANNEL);
        call.set("blocks", blocks);
        return call;
    }
}
