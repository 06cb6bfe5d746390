// Runs after the IDE's own script, which defines YogaGraphiQL.
(() => {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  window.YogaGraphiQL.renderYogaGraphiQL(document.getElementById("root"), {
    endpoint: "/graphql",
    title: "Concord",
    defaultTabs: settings.examples.map((query) => ({ query })),
    // Someone may write a token there.
    shouldPersistHeaders: false,
  });
})();
