package sallyport.approval;

import sallyport.request.Person;

/** Who people are, as far as deciding needs it. Answers may be at most a minute old. */
public interface Directory {
    Standing lookUp(Person person);
}
