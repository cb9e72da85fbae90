const form = document.createElement("form");
form.method = "post";
form.action = location.pathname;
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = name;
  input.value = value;
  form.append(input);
}
history.replaceState(null, "", location.pathname);
document.body.append(form);
form.submit();
