/**
 * Simulated Slack: the Web API subset, the page, the control API and the signed dispatch to the application.
 *
 * <p>{@code workspace} remembers, {@code blocks} judges Block Kit, {@code traffic} logs, paces and fails, {@code api}
 * answers the application, {@code dispatch} sends to it, {@code control} serves scripts and {@code page} serves people.
 * What each behaviour rests on is a table in the sandbox's README.
 *
 * <p>The page is {@code /?user=USER&channel=CHANNEL&thread=TS}, or {@code &home=1} for the app's Home tab. A browser
 * test finds its way by {@code data-testid}:
 *
 * <ul>
 *   <li>people: {@code user-robin}, {@code user-alex}, {@code user-sam}, {@code user-guest};
 *   <li>places: {@code channel-ecs-ops}, {@code channel-general}, {@code app-sallyport}, {@code tab-home},
 *       {@code tab-messages}, {@code unread-NAME}, {@code traffic};
 *   <li>typing: {@code composer}, {@code composer-send}, {@code suggestion}, {@code thread-composer},
 *       {@code thread-composer-send}; Enter sends;
 *   <li>reading: {@code messages} holds {@code message} elements ({@code data-ts}, id {@code message-TS}; in the thread
 *       pane {@code thread-TS}) with {@code author}, {@code ephemeral}, {@code preformatted}, {@code file},
 *       {@code replies} and {@code reply-in-thread}; {@code thread-pane}, {@code thread}, {@code thread-close};
 *   <li>acting: buttons, menus and inputs carry their {@code action_id}, an overflow's items and a choice's boxes
 *       {@code ACTION_ID-VALUE}; {@code confirm-yes}, {@code confirm-no};
 *   <li>modals: {@code modal}, {@code modal-title}, {@code modal-submit}, {@code modal-cancel}, {@code modal-close},
 *       {@code error-BLOCK_ID}; {@code home-view};
 *   <li>the page itself: {@code hint}, {@code hint-fill}, {@code hint-close}, {@code toasts}; {@code body[data-live]}
 *       is there once the page follows changes.
 * </ul>
 */
@NullMarked
package sallyport.sandbox.slack;

import org.jspecify.annotations.NullMarked;
