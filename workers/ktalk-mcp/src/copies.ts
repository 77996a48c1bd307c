/** What the privacy page says of the index and of linked keys. */
export const copies = {
  ru: 'Хранит копию того, что есть в Контур.Толке вашей компании: названия записей, участников, расшифровки. Показывает каждому только его записи. Исправить или удалить запись можно в Толке: оттуда она исчезает и здесь в течение суток, удалённая отдельно расшифровка — в течение недели. О вас хранится подтверждённая почта, по которой вас узнают в Толке, и, если вы его привязали, ваш ключ Толка, зашифрованный; убрать его можно на странице /account.',
  en: 'Keeps a copy of what is in the KTalk of your company: titles of recordings, participants, transcripts. It shows each person only their own. A recording is corrected or deleted in KTalk, and then goes from here within about a day; a transcript that is deleted alone, within a week. About you it keeps the verified e-mail by which you are recognised in KTalk and, if you linked one, your KTalk key, encrypted; it can be removed at /account.',
};
