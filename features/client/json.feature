Feature: What an office's client writes
  WIPO's sample pastes values into JSON by string formatting; a value with a quotation mark then says something else.
  RFC 8259, 7

  @DAS-CLIENT-15
  Rule: What a client sends is JSON whatever the values contain

    Scenario: A quotation mark in a number stays a part of the number
      Given an office's client that retrieves documents
      When the client retrieves a document whose number has a quotation mark in it
      Then what the client sends is JSON with the number as it is
