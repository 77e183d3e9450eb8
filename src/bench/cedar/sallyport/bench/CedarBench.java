package sallyport.bench;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The rules of {@link PolicyBench} for Cedar, parsed once and cached. Cedar has no expressions: the last argument may
 * be anything here, so Cedar has less to do.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class CedarBench {
    /** A question with the entities it is about. */
    record Asked(AuthorizationRequest request, Set<Entity> entities) {}

    @State(Scope.Benchmark)
    public static class Rules {
        @Param({"10", "10000"})
        public int rules;

        private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
        private PolicySet policies = new PolicySet();
        private List<Asked> allowed = List.of();
        private int next;

        @Setup
        public void parse() throws Exception {
            var teams = new TeamRules(rules);
            var text = new StringBuilder();
            for (var rule : teams.rules()) {
                text.append(
                        ("permit (principal in Group::\"%s\", action == Action::\"run\", resource == Service::\"%s\")"
                                        + " when { context.program == \"%s\" && context.verb == \"%s\""
                                        + " && context.id >= 1 && context.id <= 99999 };%n")
                                .formatted(rule.group(), rule.service(), rule.program(), rule.verb()));
            }
            policies = PolicySet.parsePolicies(text.toString());
            policies.cache();
            allowed = teams.allowed().stream().map(Rules::asked).toList();
            for (var asked : allowed) {
                PolicyBench.require(engine.isAuthorized(asked.request(), policies, asked.entities())
                        .success
                        .orElseThrow()
                        .isAllowed());
            }
        }

        private static Asked asked(TeamRules.Question question) {
            var rule = question.rule();
            var group = uid("Group", rule.group());
            var person = uid("User", "U1");
            Map<String, Value> context = Map.of(
                    "program", new PrimString(rule.program()),
                    "verb", new PrimString(question.verb()),
                    "id", new PrimLong(question.id()),
                    "name", new PrimString(question.name()));
            return new Asked(
                    new AuthorizationRequest(person, uid("Action", "run"), uid("Service", rule.service()), context),
                    Set.of(new Entity(person, Map.of(), Set.of(group)), new Entity(group, Map.of(), Set.of())));
        }

        private static EntityUID uid(String type, String id) {
            return EntityUID.parse(type + "::\"" + id + "\"").orElseThrow();
        }
    }

    @Benchmark
    public AuthorizationResponse cedar_allowed(Rules rules) throws AuthException {
        var asked = rules.allowed.get(rules.next++ & (rules.allowed.size() - 1));
        return rules.engine.isAuthorized(asked.request(), rules.policies, asked.entities());
    }
}
