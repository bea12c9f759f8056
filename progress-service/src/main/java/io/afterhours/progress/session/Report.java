package io.afterhours.progress.session;

/** An update and who sent it about which session. */
public record Report(String session, String agent, Update update) {}
