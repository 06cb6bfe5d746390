// Runs before the IDE: it tells the editor where its workers are, and puts the chosen role's token on the IDE's
// questions. Tokens stay in memory; only the name of the chosen role is kept for the next visit.
(() => {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const roleSelect = document.getElementById("role");
  const tokenInput = document.getElementById("token");
  const explain = document.getElementById("explain");
  const notice = document.getElementById("notice");
  const plainFetch = window.fetch.bind(window);
  const tokens = new Map();

  window.MonacoEnvironment = {
    globalAPI: false,
    getWorkerUrl: (_module, label) => settings.workers[label],
  };

  /** Asks once a role; a failed attempt is forgotten so that the next question tries again. */
  function tokenOf(role) {
    const known = tokens.get(role);
    if (known) return known;
    const token = plainFetch(`/playground/token?role=${encodeURIComponent(role)}`).then(async (response) => {
      if (!response.ok) throw new Error(`no token for ${role}`);
      return (await response.json()).token;
    });
    tokens.set(role, token);
    token.catch(() => tokens.delete(role));
    return token;
  }

  async function currentToken() {
    if (!settings.mintsTokens) return tokenInput.value.trim();
    try {
      return await tokenOf(roleSelect.value);
    } catch {
      notice.textContent = "No token for this role · 无法获取令牌";
      return "";
    }
  }

  async function ask(input, init) {
    const request = new Request(input, init);
    // A header that someone wrote in the IDE's own editor counts more than the bar.
    if (!request.headers.has("authorization")) {
      const token = await currentToken();
      if (token) request.headers.set("authorization", `Bearer ${token}`);
    }
    if (explain.checked) request.headers.set("x-concord-explain", "1");
    return plainFetch(request);
  }

  window.fetch = async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, location.href);
    if (address.origin !== location.origin || address.pathname !== "/graphql") return plainFetch(input, init);
    const response = await ask(input, init);
    if (response.status === 401) {
      if (settings.mintsTokens) tokens.delete(roleSelect.value);
      notice.textContent = "Token refused: choose a role or paste a new one · 令牌无效";
    } else {
      notice.textContent = "";
    }
    return response;
  };

  if (roleSelect) {
    const kept = localStorage.getItem("concord:role");
    if (kept && [...roleSelect.options].some((option) => option.value === kept)) roleSelect.value = kept;
    roleSelect.addEventListener("change", () => {
      localStorage.setItem("concord:role", roleSelect.value);
      notice.textContent = `Now asking as ${roleSelect.value}: run the query again · 已切换，请重新运行`;
    });
  }

  document.getElementById("examples").addEventListener("click", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("graphiql:")) localStorage.removeItem(key);
    location.reload();
  });

  document.getElementById("docs")?.addEventListener("click", () => {
    document.querySelector('#root button[aria-label*="Documentation Explorer"]')?.click();
  });
})();
