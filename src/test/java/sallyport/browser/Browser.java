package sallyport.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium with a profile of its own, for tests that walk the sandbox's page. A machine without one skips
 * such tests and says why, unless {@code SALLYPORT_REQUIRE_PEERS=1}. Not thread-safe.
 */
public final class Browser implements AutoCloseable {
    private static final List<Path> BROWSERS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WebDriver driver;
    private final Path profile;

    private Browser(WebDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts a browser of 1280 by 860, or ends the test as skipped. */
    public static Browser start() {
        var binary = BROWSERS.stream().filter(Files::isExecutable).findFirst();
        if (binary.isEmpty() || !Files.isExecutable(DRIVER)) {
            skip("no Chromium with chromedriver on this machine");
        }
        var profile = newProfile();
        var options = new ChromeOptions();
        options.setBinary(binary.map(Path::toFile).orElseThrow());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().window().setSize(new Dimension(1280, 860));
        return new Browser(driver, profile);
    }

    private static void skip(String why) {
        if (Optional.ofNullable(System.getenv("SALLYPORT_REQUIRE_PEERS"))
                .filter("1"::equals)
                .isPresent()) {
            throw new AssertionError(why + ", and SALLYPORT_REQUIRE_PEERS=1 asks for one");
        }
        Assumptions.abort("skipped: " + why);
    }

    private static Path newProfile() {
        try {
            return Files.createTempDirectory("sallyport-browser");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public void open(URI address) {
        driver.get(address.toString());
    }

    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Waits for the element with this {@code data-testid} to be visible; the last one if there are several. */
    public WebElement see(String testId) {
        var by = testId(testId);
        waiting().until(ExpectedConditions.visibilityOfElementLocated(by));
        return driver.findElements(by).getLast();
    }

    /** Waits until an element with this {@code data-testid} shows this text somewhere inside. */
    public void seeText(String testId, String text) {
        waiting().until(ExpectedConditions.textToBePresentInElementLocated(testId(testId), text));
    }

    public void seeNo(String testId) {
        waiting().until(ExpectedConditions.invisibilityOfElementLocated(testId(testId)));
    }

    /** Waits until the page's event stream is open, from when on it follows every change. */
    public void seeLive() {
        waiting().until(ExpectedConditions.attributeToBe(By.tagName("body"), "data-live", "true"));
    }

    public void click(String testId) {
        waiting().until(ExpectedConditions.elementToBeClickable(testId(testId)));
        driver.findElements(testId(testId)).getLast().click();
    }

    public void type(String testId, String keys) {
        see(testId).sendKeys(keys);
    }

    public WebDriver driver() {
        return driver;
    }

    public void screenshot(Path file) {
        var png = ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, png);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static By testId(String id) {
        return By.cssSelector("[data-testid='" + id + "']");
    }

    private WebDriverWait waiting() {
        return new WebDriverWait(driver, PATIENCE);
    }

    @Override
    public void close() {
        driver.quit();
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(Browser::delete);
        } catch (IOException | UncheckedIOException busy) {
            profile.toFile().deleteOnExit();
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
