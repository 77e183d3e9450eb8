package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressProxyTest {
    private static boolean isDirect(String noProxy, String uri) {
        var proxy = EgressProxy.parse("http://proxy.internal:3128", EgressProxy.names(noProxy))
                .orElseThrow();
        return proxy.select(URI.create(uri)).equals(List.of(Proxy.NO_PROXY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | https://ecs.eu-west-1.amazonaws.com            | false
            ''                        | wss://ssmmessages.eu-west-1.amazonaws.com/v1/x | false
            amazonaws.com             | https://ecs.eu-west-1.amazonaws.com            | true
            .amazonaws.com            | wss://ssmmessages.eu-west-1.amazonaws.com/v1/x | true
            *.amazonaws.com           | https://amazonaws.com                          | true
            AmazonAWS.com             | https://ECS.eu-west-1.amazonaws.com            | true
            amazonaws.com             | https://evilamazonaws.com                      | false
            ecs.eu-west-1.amazonaws.com | https://ecs.eu-central-1.amazonaws.com       | false
            a.example, slack.com b.example | https://slack.com/api/                    | true
            *                         | https://slack.com/api/                         | true
            10.0.0.0/8                | https://slack.com/api/                         | false
            ''                        | http://127.0.0.1:3001/                         | true
            ''                        | http://localhost:3001/                         | true
            ''                        | http://[::1]:3001/                             | true
            ''                        | http://localhost.example:3001/                 | false
            """)
    void a_host_goes_by_way_of_the_proxy_unless_it_is_named_or_is_this_machine(
            String noProxy, String uri, boolean direct) {
        assertThat(isDirect(noProxy, uri)).isEqualTo(direct);
    }

    @Test
    void its_own_name_is_left_to_whoever_connects() {
        var address = EgressProxy.parse("proxy.internal:3128", List.of())
                .orElseThrow()
                .select(URI.create("https://slack.com"))
                .getFirst()
                .address();

        assertThat(address).isEqualTo(InetSocketAddress.createUnresolved("proxy.internal", 3128));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy",
                "https://proxy:3128",
                "socks5://proxy:1080",
                "http://user:secret@proxy:3128",
                "http://proxy:65536",
                "http://proxy:3128/path",
                "http://proxy :3128"
            })
    void what_is_not_supported_is_no_proxy(String address) {
        assertThat(EgressProxy.parse(address, List.of())).isEmpty();
    }
}
