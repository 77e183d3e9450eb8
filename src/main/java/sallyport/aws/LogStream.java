package sallyport.aws;

/**
 * A stream that one container of one task writes.
 *
 * @param region where the group is, which need not be where the task is
 * @param prefix what the names of all streams of that container begin with; the name itself when nothing else is known
 * @param name empty when no task is known: then every stream under the prefix is meant
 * @param taskId empty when no task is known
 */
record LogStream(String region, String group, String prefix, String name, String container, String taskId) {}
