package sallyport.sandbox.aws.api;

import java.util.Map;
import sallyport.sandbox.aws.wire.Refusal;

/** Answers of the query protocol. */
final class StsXml {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private StsXml() {}

    static String result(String action, Map<String, Object> result, String requestId) {
        return """
                <%1$sResponse xmlns="%2$s">
                <%1$sResult>%3$s</%1$sResult>
                <ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata>
                </%1$sResponse>
                """.formatted(action, NAMESPACE, elements(result), requestId);
    }

    static String error(Refusal refusal, String requestId) {
        return """
                <ErrorResponse xmlns="%s">
                <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                <RequestId>%s</RequestId>
                </ErrorResponse>
                """.formatted(NAMESPACE, refusal.type(), escape(refusal.text()), requestId);
    }

    private static String elements(Map<?, ?> members) {
        var xml = new StringBuilder();
        members.forEach((name, value) -> xml.append('<')
                .append(name)
                .append('>')
                .append(value instanceof Map<?, ?> inner ? elements(inner) : escape(value.toString()))
                .append("</")
                .append(name)
                .append('>'));
        return xml.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
