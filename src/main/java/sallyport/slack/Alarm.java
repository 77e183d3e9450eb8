package sallyport.slack;

/** What is not as it should be in who may do what, and {@code status} tells. */
public sealed interface Alarm permits FileAlarm, UserGroupAlarm {}
