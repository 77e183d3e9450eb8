package sallyport.sandbox.aws.api;

import sallyport.sandbox.aws.wire.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of the query protocol, in the two forms there are: EC2's, and that of the others. */
enum QueryXml {
    QUERY("member") {
        @Override
        String result(String namespace, String action, ObjectNode result, String requestId) {
            return """
                    <%1$sResponse xmlns="%2$s">
                    <%1$sResult>%3$s</%1$sResult>
                    <ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata>
                    </%1$sResponse>
                    """.formatted(action, namespace, members(result), requestId);
        }

        @Override
        String error(String namespace, Refusal refusal, String requestId) {
            return """
                    <ErrorResponse xmlns="%s">
                    <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                    <RequestId>%s</RequestId>
                    </ErrorResponse>
                    """.formatted(namespace, refusal.type(), escape(refusal.text()), requestId);
        }
    },
    EC2("item") {
        @Override
        String result(String namespace, String action, ObjectNode result, String requestId) {
            return """
                    <%1$sResponse xmlns="%2$s">
                    <requestId>%4$s</requestId>%3$s
                    </%1$sResponse>
                    """.formatted(action, namespace, members(result), requestId);
        }

        @Override
        String error(String namespace, Refusal refusal, String requestId) {
            return """
                    <Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>
                    <RequestID>%s</RequestID></Response>
                    """.formatted(refusal.type(), escape(refusal.text()), requestId);
        }
    };

    private final String item;

    QueryXml(String item) {
        this.item = item;
    }

    abstract String result(String namespace, String action, ObjectNode result, String requestId);

    abstract String error(String namespace, Refusal refusal, String requestId);

    String members(JsonNode object) {
        var xml = new StringBuilder();
        object.properties().forEach(member -> append(xml, member.getKey(), member.getValue()));
        return xml.toString();
    }

    private void append(StringBuilder xml, String name, JsonNode value) {
        xml.append('<').append(name).append('>');
        if (value.isObject()) {
            xml.append(members(value));
        } else if (value.isArray()) {
            value.forEach(element -> append(xml, item, element));
        } else {
            xml.append(escape(value.asString()));
        }
        xml.append("</").append(name).append('>');
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
