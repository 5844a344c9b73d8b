// Passkeys: asks the browser for a key, puts its answer into the form and sends it. Without it the forms stay hidden.
const codec = () => window.webauthnJSON

async function options(form) {
  const data = document.getElementById('passkey-options')
  if (data) return JSON.parse(data.textContent)
  const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error('no options')
  return answer.json()
}

async function credential(form) {
  const told = await options(form)
  if (form.dataset.passkey !== 'add') return codec().get(told.request_options)
  const wanted = told.creation_options
  const choice = wanted.publicKey.authenticatorSelection
  const alone = form.querySelector('[name=passwordless]')?.checked ?? false
  choice.residentKey = alone ? 'required' : 'discouraged'
  choice.requireResidentKey = alone
  if (alone) choice.userVerification = 'required'
  return codec().create(wanted)
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential) continue
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const wrong = form.querySelector('[data-wrong]')
    wrong.hidden = true
    try {
      form.elements.credential.value = JSON.stringify(await credential(form))
      form.submit()
    } catch {
      wrong.hidden = false
    }
  })
}
