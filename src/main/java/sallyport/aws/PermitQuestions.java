package sallyport.aws;

import static sallyport.aws.EcsStates.orEmpty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.aws.Permits.Question;
import sallyport.request.Alias;
import sallyport.watch.ClusterFacts;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/** What the policy simulator is asked about the roles that exec needs. Pure. */
final class PermitQuestions {
    private PermitQuestions() {}

    /** @param key ARN of the key that encrypts sessions, if there is one and it is known */
    static List<Question> aboutTaskRole(Alias target, String role, ClusterFacts cluster, Optional<String> key) {
        var partition = Arns.partition(role);
        var questions = new ArrayList<Question>();
        questions.add(Question.of(
                List.of(
                        "ssmmessages:CreateControlChannel",
                        "ssmmessages:CreateDataChannel",
                        "ssmmessages:OpenControlChannel",
                        "ssmmessages:OpenDataChannel"),
                "*"));
        key.ifPresent(arn -> questions.add(Question.of(List.of("kms:Decrypt"), arn)));
        cluster.logGroup().ifPresent(group -> {
            questions.add(Question.of(List.of("logs:DescribeLogGroups"), "*"));
            questions.add(Question.of(
                    List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
                    "arn:" + partition + ":logs:" + target.region() + ":" + target.account() + ":log-group:"
                            + group.name() + ":*"));
        });
        cluster.bucket().ifPresent(bucket -> {
            var name = "arn:" + partition + ":s3:::" + bucket.name();
            questions.add(Question.of(List.of("s3:PutObject"), name + "/" + bucket.prefix() + "*"));
            questions.add(Question.of(List.of("s3:GetBucketLocation", "s3:GetEncryptionConfiguration"), name));
        });
        return questions;
    }

    /** The task's and the cluster's ARN come from ECS, whatever the cluster was called when it was asked for. */
    static List<Question> aboutBot(Task task, Optional<String> container, List<Tag> tags, Optional<String> key) {
        var questions = new ArrayList<Question>();
        questions.add(new Question(
                List.of("ecs:ExecuteCommand"),
                List.of(task.clusterArn(), task.taskArn()),
                context(task, container, tags)));
        questions.add(Question.of(List.of("ssm:StartSession"), task.taskArn()));
        key.ifPresent(arn -> questions.add(Question.of(List.of("kms:GenerateDataKey"), arn)));
        return questions;
    }

    private static Map<String, String> context(Task task, Optional<String> container, List<Tag> tags) {
        var context = new HashMap<String, String>();
        context.put("ecs:cluster", task.clusterArn());
        context.put("ecs:task", task.taskArn());
        container
                .or(() -> EcsFacts.names(task).stream().findFirst())
                .ifPresent(name -> context.put("ecs:container-name", name));
        tags.forEach(tag -> Stream.of("aws:ResourceTag/", "ecs:ResourceTag/")
                .forEach(prefix -> context.put(prefix + tag.key(), orEmpty(tag.value()))));
        return context;
    }
}
