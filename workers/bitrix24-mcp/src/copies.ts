/** What the privacy page says of the portal's data and of linked accounts. */
export const copies = {
  ru: 'Записей портала Битрикс24 не хранит, до пяти минут помнит справочники и список сотрудников. О вас хранится подтверждённая почта, по которой вас узнают в портале, или, если вы связали свой аккаунт Битрикс24, доступ к нему, зашифрованный; скачать копию и убрать его можно на странице /account.',
  en: 'Keeps no records of the Bitrix24 portal; for up to five minutes it remembers dictionaries and the list of staff. About you it keeps the verified e-mail by which you are recognised in the portal or, if you linked your Bitrix24 account, the access to it, encrypted; a copy and the removal are at /account.',
};
