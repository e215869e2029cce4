/** What an event may mean for a product, told by the words of its name. */
export type Meaning = 'start' | 'upgrade' | 'purchase' | 'first-success' | 'adoption' | 'loss';

/** A meaning, the phrases that tell it (see `hasPhrase`), the most telling first. Accents are left out, as in `eventWords`. */
export interface MeaningWords {
  readonly meaning: Meaning;
  /** A list for each language. */
  readonly phrases: readonly (readonly string[])[];
}

const list = (...lines: readonly string[]): readonly (readonly string[])[] => lines.map((line) => line.split(', '));

/** English, German, French, Spanish, Portuguese, Italian, Dutch. The first meaning that fits wins. */
export const meaningWords: readonly MeaningWords[] = [
  {
    meaning: 'loss',
    phrases: list(
      'cancel*, cancellation, churn*, unsubscri*, downgrad*, refund*, chargeback, delet* account, clos* account, remov* account, deactivat*, uninstall*, terminat* contract, subscription expired, left team',
      'kundig*, kuendig*, gekundigt, gekuendigt, storn*, abbestell*, ruckerstatt*, rueckerstatt*, *losch* konto, *loesch* konto, deinstall*, herabgestuft',
      'annul*, resili*, desabonn*, desinscri*, rembours*, supprim* compte, suppression compte, desinstall*',
      'baja, reembols*, devoluc*, elimin* cuenta, anulad*, desinstal*, desuscri*',
      'cancelou, estorn*, exclu* conta, desinscrev*, encerr* conta',
      'annull*, disdett*, disdic*, rimbors*, cancella* account, disinstall*',
      'opgezegd, opzegg*, geannuleerd, annuler*, terugbetaal*, verwijder* account',
    ),
  },
  {
    meaning: 'start',
    phrases: list(
      'sign up, signed up, sign ups, signup*, signedup, register*, registration*, creat* account, account open*, user creat*, profile creat*, join, joined, first open, first visit, first launch, start* trial, enrol*',
      'registrier*, registrierung, konto erstellt, konto angelegt, konto eroffnet, konto eroeffnet, beigetreten, neuanmeldung, benutzer angelegt',
      'inscription, inscrit*, creation compte, cree* compte, compte cree*, rejoint',
      'registro, registrad*, registrarse, cuenta creada, crear cuenta, alta usuario, alta',
      'cadastr*, conta criada, criar conta, criou conta, registou, registo',
      'iscrizione, iscritto, registrazione, registrato, account creato',
      'aangemeld, geregistreerd, registratie, account aangemaakt',
    ),
  },
  {
    meaning: 'upgrade',
    phrases: list(
      'upgrad*, subscri* start*, start* plan, start* subscri*, subscribe*, subscription creat*, plan activat*, go premium, premium start*, trial convert*, convert* paid',
      'abo gestartet, abo abgeschlossen, abo, abonniert, abonnement, tarif gewahlt, tarif gewaehlt, hochgestuft, vertrag abgeschlossen',
      'abonn*, abonnement souscrit, souscri*, passage premium',
      'suscri*, plan iniciado, plan contratado, contrat* plan',
      'assin*, plano iniciado, plano contratado, contrat* plano',
      'abbona*, piano attivato, geabonneerd, abonnement afgesloten',
    ),
  },
  {
    meaning: 'purchase',
    phrases: list(
      'purchas*, buy, bought, order* placed, place* order, order* complet*, complet* order, checkout complet*, complet* checkout, order paid, payment, payments, paid, pay, payed, donat*, deposit*, book, booked, booking*, reserv*, transaction*',
      'kauf, kaufen, gekauft, bestell*, bezahl*, zahlung, gebucht, buchung, gespendet, einzahlung',
      'achat, achete*, commande*, paiement, paye*, reserve*, don effectue',
      'compra, compro, comprad*, pedido, pago, pagad*, reserva*',
      'comprou, pagamento, pagou, encomenda*, doacao',
      'acquist*, ordine, pagat*, prenot*, aankoop, gekocht, bestelling, betaling, betaald, geboekt',
    ),
  },
  {
    meaning: 'first-success',
    phrases: list(
      'activat*, onboarding complet*, complet* onboarding, setup complet*, complet* setup, publish*, post, posted, launch*, goal reached, lesson complet*, level complet*',
      'aktiviert, veroffentlicht, veroeffentlicht, einrichtung abgeschlossen',
      'publie*, publication, mise en ligne',
      'activad*, publicad*, publicou, ativad*, ativou, attivat*, pubblicat*, gepubliceerd, geactiveerd',
    ),
  },
  {
    meaning: 'adoption',
    phrases: list(
      'invit*, import*, connect*, integrat*, install*, enabl*, automat*, share, shared, creat*, add, added, upload*, export*, edit, edited, translat*, chang*',
      'eingeladen, einladung, importiert, import, verbunden, verknupft, verknuepft, geteilt, erstellt, angelegt, hinzugefugt, hinzugefuegt, hochgeladen',
      'invite*, connexion outil, connecte outil, partage*, cree*, ajout*, importe*, televers*',
      'invitad*, invitacion, conectad*, compartid*, cread*, anadid*, agregad*, importad*, subid*',
      'convid*, convite, conectou, compartilh*, criad*, criou, adicion*, importou',
      'invitat*, collegat*, condivis*, creat*, aggiunt*, uitgenodigd, gekoppeld, gedeeld, aangemaakt, toegevoegd',
    ),
  },
];

/** Words that make an event no goal: a look, an attempt, a failure, something done to the user rather than by them. */
export const notAGoal: readonly string[] = list(
  'view*, viewed, open*, click*, show*, seen, saw, hover*, impression, page view, pageview, screen, visit*, start* checkout, checkout start*, add* cart, cart, newsletter, penalt*, overdue, warning*, fail*, error, declin*, reject*, abandon*, attempt*, reminder, notification*, email sent, sent email',
  'angesehen, geoffnet, geoeffnet, geklickt, aufgerufen, fehlgeschlagen, fehler, warenkorb, abgelehnt, angezeigt, mahnung*',
  'vu, vue, ouvert*, clique, echec, erreur, panier, refuse*, affiche*',
  'visto, vista, abiert*, clic, fallid*, fallo, carrito, rechazad*, visualiz*, abriu, clicou, falh*, erro, carrinho, recusad*',
  'aperto, cliccato, fallito, errore, carrello, bekeken, geopend, mislukt, fout, winkelwagen',
).flat();

/** Done to the user by others; no goal either, unless it is money. */
export const passive: readonly string[] = list(
  'received, earned, got',
  'erhalten, bekommen',
  'recu, recue',
  'recibid*',
  'recebid*, recebeu',
  'ricevut*, ontvangen',
).flat();

/** Things one may cancel, delete or add without meaning anything by it. */
export const smallThings: readonly string[] = list(
  'upload*, download*, edit*, dialog*, search*, form, import*, export*, draft*, filter*, comment*, task*, tag, reminder*, meeting*, call',
).flat();
